import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import * as tables from "./tables/index.ts";

/** A table as a backup has it. */
export interface CopiedTable {
  name: string;
  columns: readonly string[];
}

/** Filled by migrations in every new database: a restore replaces what it finds there. All others must be empty. */
export const REFERENCE_TABLES: readonly string[] = [
  "plans",
  "credit_prices",
  "industries",
  "industry_sectors",
  "seed_keywords",
];

/** What happened to this deployment itself. */
const NOT_COPIED = ["restores"];

/** Every table of `src/db/tables`, parents before their children: what indexes and names hold is made by triggers. */
export const COPIED_TABLES: readonly CopiedTable[] = parentsFirst();

/** The highest ids that were ever given: SQLite's own table, copied like any other. */
export const SEQUENCES: CopiedTable = { name: "sqlite_sequence", columns: ["name", "seq"] };

/** The table of that name; undefined when it is none that a backup has. */
export const copiedTable = (name: string): CopiedTable | undefined =>
  [...COPIED_TABLES, SEQUENCES].find((table) => table.name === name);

function parentsFirst(): CopiedTable[] {
  const configs = Object.values(tables).flatMap((table: unknown) =>
    is(table, SQLiteTable) ? [getTableConfig(table)] : [],
  );
  const ordered = new Map<string, CopiedTable>();
  const visit = (config: (typeof configs)[number], path: readonly string[]): void => {
    if (ordered.has(config.name) || path.includes(config.name)) return;
    const parents = config.foreignKeys.map((key) => getTableConfig(key.reference().foreignTable));
    for (const parent of parents) visit(parent, [...path, config.name]);
    ordered.set(config.name, { name: config.name, columns: config.columns.map((column) => column.name) });
  };
  for (const config of configs) visit(config, []);
  return [...ordered.values()].filter(({ name }) => !NOT_COPIED.includes(name));
}
