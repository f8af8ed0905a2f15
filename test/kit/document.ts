import { call } from "./account.ts";

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is walked as it comes
type Json = any;

export interface Operation {
  /** `GET /planner/keywords/`, without the surface's prefix. */
  name: string;
  method: string;
  path: string;
  spec: Json;
  /** A body that its schema accepts, made of the examples in the document; undefined when it takes none. */
  sample: Json;
}

/** Every operation of the v1 document that the Worker serves. */
export async function v1Operations(): Promise<Operation[]> {
  const document = (await call("/api/v1/openapi.json")).body;
  return Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, spec]) => {
      const short = path.replace("/api/v1", "");
      const schema = spec.requestBody?.content?.["application/json"]?.schema;
      const name = `${method.toUpperCase()} ${short}`;
      return { name, method: method.toUpperCase(), path: short, spec, sample: schema && sampleOf(document, schema) };
    }),
  );
}

const resolve = (document: Json, schema: Json): Json =>
  schema.$ref ? document.components.schemas[schema.$ref.split("/").at(-1)] : schema;

function sampleOf(document: Json, given: Json): Json {
  const schema = resolve(document, given);
  if (schema.example !== undefined) return schema.example;
  const all = Object.assign({}, ...(schema.allOf ?? [schema]).map((part: Json) => resolve(document, part)));
  if (!all.properties) return all.type === "array" ? [sampleOf(document, all.items)] : "x";
  return Object.fromEntries(
    (all.required ?? []).map((name: string) => [name, sampleOf(document, all.properties[name])]),
  );
}
