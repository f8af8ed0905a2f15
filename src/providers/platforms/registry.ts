import type { z } from "zod";
import type { PlatformAdapter } from "./adapter.ts";
import { WordPressCredentials, wordpress } from "./wordpress.ts";

/** An adapter together with the shape of its credentials: what is stored encrypted is checked before it is used. */
export interface RegisteredAdapter extends PlatformAdapter<unknown> {
  credentials: z.ZodType;
}

const register = <C>(adapter: PlatformAdapter<C>, credentials: z.ZodType<C>): RegisteredAdapter =>
  // safe: credentials reach the adapter only through its own schema
  ({ ...adapter, credentials }) as unknown as RegisteredAdapter;

/** The platforms that can be published to, beside the hosted site, which needs no adapter. */
const ADAPTERS: Readonly<Record<string, RegisteredAdapter>> = {
  wordpress: register(wordpress, WordPressCredentials),
};

export const adapterFor = (platform: string): RegisteredAdapter | undefined => ADAPTERS[platform];
