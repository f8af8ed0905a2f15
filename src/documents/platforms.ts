/** Platform names of the contract, and those of them that work today. */
export interface PlatformNames {
  named: readonly string[];
  available: readonly string[];
}

/** Says at every field that takes or shows a platform which ones work today: its list names more. */
export function withAvailablePlatforms<T>(part: T, platforms: PlatformNames): T {
  if (Array.isArray(part)) return part.map((item) => withAvailablePlatforms(item, platforms)) as T;
  if (part === null || typeof part !== "object") return part;
  const entries = Object.entries(part).map(([name, value]) => [name, withAvailablePlatforms(value, platforms)]);
  const copy = Object.fromEntries(entries);
  if (namesPlatforms(copy.enum, platforms.named))
    copy.description = `${copy.description ?? "Platform"}. Available today: ${platforms.available.join(", ")}`;
  return copy;
}

const namesPlatforms = (values: unknown, named: readonly string[]) =>
  Array.isArray(values) && values.length === named.length && named.every((name) => values.includes(name));
