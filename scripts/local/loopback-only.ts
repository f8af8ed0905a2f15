import type { V4WorkerOptions } from "miniflare";

/** Stands between a Worker and the network (`outboundService`): whatever is not on this machine fails like a lost connection. */
export const LOOPBACK_ONLY = {
  name: "loopback-only",
  compatibilityDate: "2026-10-20",
  modules: [
    {
      type: "ESModule",
      path: "loopback-only.js",
      contents: `export default {
        fetch(request) {
          const { host, hostname } = new URL(request.url);
          if (!["127.0.0.1", "localhost", "[::1]"].includes(hostname)) throw new Error("No network here: " + host);
          return fetch(request);
        }
      };`,
    },
  ],
} satisfies V4WorkerOptions;
