import type { CredentialRow, ServiceContext, SystemContext } from "../context.ts";

/** What every handler and middleware finds in its context. */
export interface HttpEnv {
  Bindings: Env;
  Variables: {
    requestId: string;
    /** Set by `access` on every route that needs a caller. */
    ctx: ServiceContext;
    /** Without an account: open routes. */
    system: SystemContext;
    /** Answers this GET from the beginning, in place of the answer that it has; given by `app.ts`. */
    answerAgain: () => Promise<void>;
    /** Looks an API key up by its public part; given by `app.ts`, because the toolkit knows no tables. */
    findApiKey: (system: SystemContext, prefix: string) => Promise<CredentialRow | undefined>;
  };
}
