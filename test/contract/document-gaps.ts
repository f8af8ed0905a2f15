/** What an OpenAPI document does not say although a reader needs it. */

// biome-ignore lint/suspicious/noExplicitAny: JSON of a shape that is the very thing under test
export type Json = any;

export interface Located {
  path: string;
  method: string;
  operation: Json;
}

const METHODS = ["get", "post", "put", "patch", "delete"];

export const operationsOf = (document: Json): Located[] =>
  Object.entries<Json>(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ path, method, operation: item[method] })),
  );

/** Follows a local `$ref`; throws when it leads nowhere. */
export function resolve(document: Json, part: Json): Json {
  if (part?.$ref === undefined) return part;
  const steps = String(part.$ref).replace("#/", "").split("/");
  const found = steps.reduce((place: Json, step: string) => place?.[step], document);
  if (found === undefined) throw new Error(`${part.$ref} leads nowhere`);
  return found;
}

/** A body that may be missing, although a missing one would skip the validation of its required fields. */
function isOptional(document: Json, body: Json): boolean {
  if (body === undefined || body.required === true) return false;
  const schemas = Object.values<Json>(body.content).map(({ schema }) => resolve(document, schema));
  return schemas.some(({ properties, required = [] }) => properties === undefined || required.length > 0);
}

/** Gaps of one operation itself: what every operation must declare. */
export function operationGaps(document: Json, { path, method, operation }: Located): string[] {
  const tags = document.tags.map((tag: Json) => tag.name);
  const where = `${method.toUpperCase()} ${path}`;
  const gap = (missing: boolean, what: string) => (missing ? [`${where}: ${what}`] : []);
  return [
    ...["operationId", "summary", "x-permission", "x-rate-limit"].flatMap((key) => gap(!operation[key], `no ${key}`)),
    ...gap(!operation.tags?.length || operation.tags.some((tag: string) => !tags.includes(tag)), "no described tag"),
    ...gap(isOptional(document, operation.requestBody), "request body not required"),
    ...gap(method === "get" && operation.requestBody !== undefined, "a GET with a body"),
  ];
}

/** Gaps of every parameter, request and answer of one operation. */
export function schemaGapsOf(document: Json, { path, method, operation }: Located): string[] {
  const where = `${method.toUpperCase()} ${path}`;
  const parameters = (operation.parameters ?? []).flatMap((given: Json) => {
    const { name, schema, description, example } = resolve(document, given);
    const merged = { ...schema, description: description ?? schema.description, example: example ?? schema.example };
    return schemaGaps(merged, `${where} ?${name}`);
  });
  const bodies = [operation.requestBody, ...Object.values<Json>(operation.responses)].flatMap((given) =>
    Object.values<Json>(resolve(document, given)?.content ?? {}).flatMap(({ schema }) =>
      partGaps(schema, `${where} body`),
    ),
  );
  return [...parameters, ...bodies];
}

export const componentGaps = (document: Json): string[] =>
  Object.entries<Json>(document.components.schemas).flatMap(([name, schema]) => partGaps(schema, name));

/** Gaps of a field, then of its parts. A reference is described where it leads. */
function schemaGaps(schema: Json, where: string): string[] {
  if (schema.$ref || schema.allOf) return [];
  const gaps = schema.description ? [] : [`${where}: no description`];
  const composed = schema.properties || schema.items || schema.anyOf || schema.oneOf || schema.additionalProperties;
  const hasNone = composed || schema.format === "binary";
  if (!hasNone && schema.example === undefined && schema.examples === undefined) gaps.push(`${where}: no example`);
  return [...gaps, ...partGaps(schema, where)];
}

function partGaps(schema: Json, where: string): string[] {
  if (!schema || schema.$ref) return [];
  const types = [schema.type].flat();
  const bounded = schema.maxLength ?? schema.format ?? schema.enum ?? schema.const;
  return [
    ...(types.includes("string") && bounded === undefined ? [`${where}: no maxLength`] : []),
    ...(types.includes("array") && schema.maxItems === undefined ? [`${where}: no maxItems`] : []),
    ...Object.entries<Json>(schema.properties ?? {}).flatMap(([name, field]) => schemaGaps(field, `${where}.${name}`)),
    ...(schema.items ? partGaps(schema.items, `${where}[]`) : []),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap((part: Json) =>
      partGaps(part, where),
    ),
  ];
}
