/** One file of `migrations/`, split into statements as wrangler splits them. */
export interface Migration {
  name: string;
  queries: string[];
}

const CREATE_BOOKKEEPING = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/** The part of a D1 binding that is needed here; miniflare's proxy of the binding has it. */
interface Database {
  prepare(sql: string): {
    bind(...values: unknown[]): unknown;
    all<T>(): Promise<{ results: T[] }>;
    run(): Promise<unknown>;
  };
  batch(statements: never[]): Promise<unknown>;
}

/**
 * Applies what is missing, each file in one batch with its entry in `d1_migrations`: the table that
 * `wrangler d1 migrations` keeps, so that either may go on where the other stopped. Answers the names it applied.
 */
export async function applyMigrations(database: Database, migrations: Migration[]): Promise<string[]> {
  await database.prepare(CREATE_BOOKKEEPING).run();
  const { results } = await database.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map((row) => row.name));
  const missing = migrations.filter((migration) => !applied.has(migration.name));
  for (const { name, queries } of missing) {
    const statements = queries.map((query) => database.prepare(query));
    const entry = database.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name);
    await database.batch([...statements, entry] as never[]);
  }
  return missing.map((migration) => migration.name);
}
