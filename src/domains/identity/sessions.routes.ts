import { z } from "@hono/zod-openapi";
import { body, ok, success } from "../../http/envelope.ts";
import { createRouter, route } from "../../http/router.ts";
import { register } from "./register.service.ts";
import { LoginBody, presentSession, RefreshBody, RegisterBody, Session } from "./sessions.schemas.ts";
import { login, logout, refreshSession } from "./sessions.service.ts";

export const sessionRoutes = createRouter();

sessionRoutes.openapi(
  route({
    method: "post",
    path: "/register",
    operationId: "register",
    summary: "Create an account with its owner, and sign in",
    tags: ["Auth"],
    permission: "open",
    rate: "auth",
    secretAnswer: true,
    request: body(RegisterBody),
    responses: { 201: ok(Session, "The new account's owner, signed in") },
  }),
  async (c) => {
    const { first_name, last_name, account_name, ...rest } = c.req.valid("json");
    const session = await register(c.var.system, {
      ...rest,
      firstName: first_name,
      lastName: last_name,
      accountName: account_name,
    });
    return c.json(success(presentSession(session), "Account created."), 201);
  },
);

sessionRoutes.openapi(
  route({
    method: "post",
    path: "/login",
    operationId: "login",
    summary: "Sign in",
    tags: ["Auth"],
    permission: "open",
    rate: "auth",
    secretAnswer: true,
    fails: ["invalid_credentials", "account_suspended"],
    request: body(LoginBody),
    responses: { 200: ok(Session, "Tokens") },
  }),
  async (c) => {
    const { email, password } = c.req.valid("json");
    return c.json(success(presentSession(await login(c.var.system, email, password))), 200);
  },
);

sessionRoutes.openapi(
  route({
    method: "post",
    path: "/token/refresh",
    operationId: "refreshToken",
    summary: "Exchange a refresh token for a new pair",
    tags: ["Auth"],
    permission: "open",
    rate: "auth",
    secretAnswer: true,
    fails: ["invalid_credentials", "account_suspended"],
    request: body(RefreshBody),
    responses: { 200: ok(Session, "New tokens; the old refresh token is spent") },
  }),
  async (c) => c.json(success(presentSession(await refreshSession(c.var.system, c.req.valid("json").refresh))), 200),
);

sessionRoutes.openapi(
  route({
    method: "post",
    path: "/logout",
    operationId: "logout",
    summary: "End every sign-in of yours",
    tags: ["Auth"],
    permission: "member",
    rate: "general",
    responses: { 200: ok(z.object({}), "Signed out") },
  }),
  async (c) => {
    const { actor } = c.var.ctx;
    if (actor.kind === "user") await logout(c.var.ctx, actor.userId);
    return c.json(success({}, "Signed out everywhere."), 200);
  },
);
