import { z } from "@hono/zod-openapi";

export const WebSocketTicket = z
  .object({
    ticket: z
      .string()
      .max(128)
      .openapi({ description: "Opens one WebSocket, once", example: "5d1e9b1c-34a6-4c55-8d6c-0f2a7a0a8a3e.mX2…" }),
    expires_at: z.string().openapi({ description: "UTC; a minute from now", example: "2026-11-22T09:01:00Z" }),
    url: z.string().max(2_048).openapi({
      description: "Where to connect, ticket included",
      example: "wss://keyline.example/api/ws?ticket=5d1e9b1c-34a6-4c55-8d6c-0f2a7a0a8a3e.mX2…",
    }),
  })
  .openapi("WebSocketTicket");
