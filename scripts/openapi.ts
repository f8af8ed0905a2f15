/** `npm run openapi` writes the OpenAPI documents as the Worker serves them; the check compares the two. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Finished, ROOT } from "./local/paths.ts";
import { startRuntime } from "./local/runtime.ts";

const DOCUMENTS = { "openapi/v1.json": "/api/v1/openapi.json", "openapi/studio.json": "/api/openapi.json" };

/** Independent of the port that serves it. */
const PUBLIC_URL = "https://keyline.example";

async function servedDocuments(): Promise<{ file: string; document: unknown }[]> {
  const state = await mkdtemp(path.join(tmpdir(), "keyline-openapi-"));
  const runtime = await startRuntime({ state, network: "loopback", variables: { PUBLIC_URL }, log: () => {} });
  try {
    return await Promise.all(
      Object.entries(DOCUMENTS).map(async ([file, route]) => {
        const answer = await fetch(runtime.url + route);
        if (!answer.ok) throw new Error(`${route} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
        return { file, document: await answer.json() };
      }),
    );
  } finally {
    await runtime.close();
    await rm(state, { recursive: true, force: true });
  }
}

/** Whether `openapi/*.json` say the same as the Worker; the order of keys does not matter. */
export async function documentDrift(): Promise<Finished> {
  try {
    const differing: string[] = [];
    for (const { file, document } of await servedDocuments()) {
      const committed = await readFile(path.join(ROOT, file), "utf8").catch(() => "null");
      if (canonical(JSON.parse(committed)) !== canonical(document)) differing.push(file);
    }
    const output =
      differing.length === 0 ? "" : `${differing.join(" and ")} differ from what is served: npm run openapi.`;
    return { code: differing.length === 0 ? 0 : 1, output };
  } catch (error) {
    return { code: 1, output: String(error) };
  }
}

/** JSON with the keys of every object in alphabetical order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

if (import.meta.main) {
  for (const { file, document } of await servedDocuments()) {
    await mkdir(path.join(ROOT, path.dirname(file)), { recursive: true });
    await writeFile(path.join(ROOT, file), `${JSON.stringify(document, null, 2)}\n`);
    console.log(file);
  }
}
