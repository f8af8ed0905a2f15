/**
 * Writes the global industries, sectors and seed keywords as SQL: `node scripts/seed-data/build-migration.ts <file.sql>`.
 * Ids follow the order of the two source files, so the same sources always give the same file: append to them, do not
 * reorder. Volumes (searches a month) and difficulties are plausible estimates for planning, not measured figures.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { z } from "zod";

const MAX_STATEMENT_BYTES = 50_000;
const ROWS_PER_STATEMENT = 100;

const Industry = z.object({
  name: z.string().min(1),
  slug: z.string().min(1),
  description: z.string(),
  sectors: z.array(
    z.object({ name: z.string().min(1), slug: z.string().min(1), suggested_keywords: z.array(z.string()) }),
  ),
});

const SeedKeyword = z.object({
  keyword: z.string().min(1),
  industry: z.string(),
  sector: z.string(),
  volume: z.coerce.number().int().nonnegative(),
  difficulty: z.coerce.number().int().min(0).max(100),
  country: z.string().length(2),
  intent: z.enum(["informational", "commercial", "transactional", "navigational"]),
});

type Value = string | number;

const here = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");

/** A literal; semicolons are refused because wrangler splits migration files at every one of them. */
function literal(value: Value): string {
  if (typeof value === "number") return String(value);
  if (value.includes(";")) throw new Error(`Semicolons cannot be migrated: ${value}`);
  return `'${value.replaceAll("'", "''")}'`;
}

function insertStatements(table: string, columns: string[], rows: Value[][]): string[] {
  const statements: string[] = [];
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const tuples = rows.slice(start, start + ROWS_PER_STATEMENT).map((row) => `  (${row.map(literal).join(", ")})`);
    const statement = `INSERT OR IGNORE INTO ${table} (${columns.join(", ")}) VALUES\n${tuples.join(",\n")};`;
    if (Buffer.byteLength(statement) >= MAX_STATEMENT_BYTES) throw new Error(`A statement for ${table} is too long`);
    statements.push(statement);
  }
  return statements;
}

function buildMigration(): string {
  const industries = z.array(Industry).parse(JSON.parse(here("industries.json")));
  const parsed = Papa.parse<unknown>(here("seed-keywords.csv"), { header: true, skipEmptyLines: true });
  const keywords = z.array(SeedKeyword).parse(parsed.data);

  const industryRows: Value[][] = [];
  const sectorRows: Value[][] = [];
  const sectorIds = new Map<string, { industryId: number; sectorId: number }>();
  for (const industry of industries) {
    const industryId = industryRows.length + 1;
    industryRows.push([industryId, industry.name, industry.slug, industry.description, 1]);
    for (const sector of industry.sectors) {
      const sectorId = sectorRows.length + 1;
      sectorRows.push([sectorId, industryId, sector.name, sector.slug, JSON.stringify(sector.suggested_keywords)]);
      sectorIds.set(`${industry.slug}/${sector.slug}`, { industryId, sectorId });
    }
  }

  const taken = new Set<string>();
  const keywordRows = keywords.map((row, index): Value[] => {
    const ids = sectorIds.get(`${row.industry}/${row.sector}`);
    if (!ids) throw new Error(`Unknown sector: ${row.industry}/${row.sector}`);
    const folded = row.keyword.normalize("NFC").toLowerCase();
    const key = `${ids.sectorId} ${folded}`;
    if (taken.has(key)) throw new Error(`Twice in one sector: ${row.keyword}`);
    taken.add(key);
    const { industryId, sectorId } = ids;
    return [
      ...[index + 1, row.keyword, folded, industryId, sectorId],
      ...[row.volume, row.difficulty, row.country, row.intent, 1],
    ];
  });

  const keywordColumns = "id keyword keyword_folded industry_id sector_id volume difficulty country intent is_active";
  return [
    ...insertStatements("industries", ["id", "name", "slug", "description", "is_active"], industryRows),
    ...insertStatements("industry_sectors", ["id", "industry_id", "name", "slug", "suggested_keywords"], sectorRows),
    ...insertStatements("seed_keywords", keywordColumns.split(" "), keywordRows),
  ].join("\n--> statement-breakpoint\n");
}

const target = process.argv[2];
if (!target) throw new Error("Usage: node scripts/seed-data/build-migration.ts <file.sql>");
writeFileSync(target, `${buildMigration()}\n`);
