import { startRuntime } from "../local/runtime.ts";
import { type Operator, operatorAt, operatorKey } from "./operator.ts";

const DEFAULT_URL = "http://127.0.0.1:8787";

/** Where a deployment is: its address, or the folder of a local one that nobody serves at the moment. */
export interface Whereabouts {
  url?: string | undefined;
  state?: string | undefined;
}

/** Does something with a deployment; one that is only a folder is served meanwhile. */
export async function withDeployment<T>(
  { url, state }: Whereabouts,
  work: (operator: Operator, source: string) => Promise<T>,
): Promise<T> {
  const key = await operatorKey();
  if (state === undefined) {
    const address = url ?? process.env.KEYLINE_URL ?? DEFAULT_URL;
    return work(operatorAt(address, key), address);
  }
  const runtime = await startRuntime({ state, variables: { OPERATOR_KEY: key }, log: () => {} });
  try {
    return await work(operatorAt(runtime.url, key), state);
  } finally {
    await runtime.close();
  }
}
