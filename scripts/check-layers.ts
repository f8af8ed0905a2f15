/**
 * Who may import whom in src/, and how long a file may be. A folder is a domain, a suffix is a layer; whatever is not
 * listed below is an error. Prints `file:line  rule` for each offence and leaves with 1 when there is any.
 */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "./local/paths.ts";

const SRC = path.join(ROOT, "src");
const MAX_LINES = 250;

/**
 * What each layer may import. A layer of a domain stands for the own domain and those to the left of it; `own` narrows it
 * to the former, `types of` to `import type`.
 */
const MAY_IMPORT: Record<string, string[]> = {
  core: ["core"],
  db: ["core", "db"],
  messages: ["core", "db", "messages"],
  clustering: ["core", "clustering"],
  providers: ["core", "clustering", "providers"],
  account: ["core", "messages", "account"],
  context: ["core", "db", "messages", "providers", "account"],
  http: ["core", "context", "http"],
  // A condition on a lower domain's table may be part of a statement; messages only for their type names.
  ".queries": ["core", "db", "messages", ".queries", "plain"],
  ".system-queries": ["core", "db", "own .queries", "plain"],
  // Statements of several nouns share one batch: a service may take another domain's unexecuted queries.
  ".service": [
    "core",
    "context",
    "db",
    "messages",
    "providers",
    ".queries",
    "own .system-queries",
    ".service",
    "plain",
  ],
  ".job": ["core", "context", "db", "providers", "messages", ".queries", "own .system-queries", ".service", "plain"],
  // What a list is asked with, and what it answers, is said once, where its conditions are.
  ".schemas": ["core", "db", "http", "types of .queries", ".schemas", "plain"],
  // A read that decides nothing needs no service between.
  ".routes": ["core", "http", "own .queries", ".schemas", ".service", "plain"],
  /** A file of a domain without a suffix: prices, catalogues, rules. */
  plain: ["core", "db", "clustering", "providers", "plain"],
  studio: ["core", "db", "http", "studio", ".service", "plain"],
  background: [
    "core",
    "context",
    "db",
    "messages",
    "providers",
    "background",
    ".queries",
    ".system-queries",
    ".service",
    ".job",
    "plain",
  ],
  documents: ["core", "http", "messages", "documents"],
};

/** A domain may call only those before it. */
const DOMAIN_ORDER = [
  ...["jobs", "library", "events", "audit", "notifications", "billing", "identity", "sites", "settings", "connections"],
  ...["content", "media", "writing", "keywords", "clusters", "ideas", "linker", "optimizer", "hosting", "adaptations"],
  ...["publications", "schedules", "integration", "analytics", "automation", "lineage", "webhooks", "system"],
];

/** Layers that stay away from the query builder. */
const WITHOUT_DRIZZLE = [".routes", ".schemas", "studio"];

/** `domain` is undefined outside src/domains. `layer` is a key of MAY_IMPORT, or `root` for app.ts, v1.ts and index.ts: they see all. */
interface Place {
  layer: string;
  domain?: string;
}

function placeOf(file: string): Place {
  const [folder = "", ...rest] = path.relative(SRC, file).split(path.sep);
  if (rest.length === 0) return { layer: folder === "context.ts" ? "context" : "root" };
  if (folder !== "domains") return { layer: folder };
  const [domain = ""] = rest;
  const suffix = /\.(queries|system-queries|service|job|schemas|routes)\.tsx?$/.exec(rest.at(-1) ?? "");
  return { layer: suffix ? `.${suffix[1]}` : "plain", domain };
}

const rank = (domain: string): number => DOMAIN_ORDER.indexOf(domain);

/** Why `from` may not import `to`, or undefined when it may. `ofType`: it is erased from what runs. */
function refusal(from: Place, to: Place, ofType: boolean): string | undefined {
  if (from.layer === "root") return undefined;
  const allowed = MAY_IMPORT[from.layer];
  if (!allowed) return `src/${from.layer} is not a place of the layout`;
  const own = from.domain === to.domain;
  const names = [to.layer, ...(own ? [`own ${to.layer}`] : []), ...(ofType ? [`types of ${to.layer}`] : [])];
  if (!names.some((name) => allowed.includes(name))) {
    return `${from.layer} may not import ${own || to.domain === undefined ? "" : "another domain's "}${to.layer} (it may: ${allowed.join(", ")})`;
  }
  if (own || from.domain === undefined || to.domain === undefined) return undefined;
  if (rank(to.domain) < rank(from.domain)) return undefined;
  return `${from.domain} may not call ${to.domain}, which does not stand before it in the order of domains`;
}

const IMPORT = /^\s*(?:import|export)\b[^"';]*?\bfrom\s*"([^"]+)"|^\s*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;

async function check(file: string): Promise<string[]> {
  const text = await readFile(file, "utf8");
  const name = path.relative(ROOT, file);
  const from = placeOf(file);
  const offences: string[] = [];
  const lines = text.trimEnd().split("\n").length;
  if (lines > MAX_LINES) offences.push(`${name}:${lines}  longer than ${MAX_LINES} lines: split it by noun`);
  if (from.domain !== undefined && rank(from.domain) < 0)
    offences.push(`${name}:1  ${from.domain} has no place in the order of domains`);
  for (const match of text.matchAll(IMPORT)) {
    const specifier = match[1] ?? match[2] ?? match[3] ?? "";
    const reason = specifier.startsWith(".")
      ? refusedFile(file, from, specifier, isOfType(match))
      : refusedPackage(from, specifier);
    if (reason) offences.push(`${name}:${lineAt(text, match)}  ${specifier}: ${reason}`);
  }
  return offences;
}

const isOfType = ([text]: RegExpExecArray): boolean => /^\s*(?:import|export)\s+type\b/.test(text);

function refusedFile(file: string, from: Place, specifier: string, ofType: boolean): string | undefined {
  const target = path.resolve(path.dirname(file), specifier);
  if (!existsSync(target) || path.extname(target) === "")
    return "no such file (imports are written with their extension)";
  if (!target.startsWith(SRC + path.sep)) return "outside src";
  return refusal(from, placeOf(target), ofType);
}

function refusedPackage(from: Place, specifier: string): string | undefined {
  const barred = WITHOUT_DRIZZLE.includes(from.layer) && specifier.startsWith("drizzle-orm");
  return barred ? `${from.layer} may not query; services do` : undefined;
}

const named = (file: string): string => path.relative(SRC, file);

async function importsOf(file: string): Promise<string[]> {
  const specifiers = [...(await readFile(file, "utf8")).matchAll(IMPORT)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? "",
  );
  return specifiers.filter((one) => one.startsWith(".")).map((one) => path.resolve(path.dirname(file), one));
}

/** The line of the specifier, which is where the match ends. */
const lineAt = (text: string, match: RegExpExecArray): number =>
  text.slice(0, match.index + match[0].length).split("\n").length;

/** Every circle of imports, those of types too: a file that is reached from itself. Tarjan's strongly connected components. */
function circles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const index = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const visit = (file: string): number => {
    const own = index.size;
    index.set(file, own);
    lowest.set(file, own);
    path.push(file);
    for (const next of edges.get(file) ?? []) {
      const reached = index.has(next) ? (path.includes(next) ? index.get(next) : own) : visit(next);
      lowest.set(file, Math.min(lowest.get(file) ?? own, reached ?? own));
    }
    if (lowest.get(file) === own) {
      const component = path.splice(path.indexOf(file));
      if (component.length > 1) found.push(component);
    }
    return lowest.get(file) ?? own;
  };
  for (const file of edges.keys()) if (!index.has(file)) visit(file);
  return found;
}

const entries = await readdir(SRC, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name));
const paths = files.map((entry) => path.join(entry.parentPath, entry.name));
const edges = new Map(await Promise.all(paths.map(async (file) => [file, await importsOf(file)] as const)));
const offences = (await Promise.all(paths.map(check))).flat();
for (const circle of circles(edges))
  offences.push(`${path.relative(ROOT, circle[0] ?? "")}:1  a circle of imports: ${circle.map(named).join(", ")}`);
for (const offence of offences.sort()) console.log(offence);
console.log(`${files.length} files, ${offences.length} offences`);
process.exit(offences.length === 0 ? 0 : 1);
