/** The compiled statement, as the D1 binding keeps it. */
interface Prepared {
  statement: string;
}

/**
 * Makes every batch of the tests refuse a SELECT with two columns of one name. D1 answers a batch as objects, so that
 * the second column overwrites the first and every later field of the row moves by one; a single query is not affected,
 * which makes the mistake easy to miss.
 */
export function refuseDuplicateColumns(db: D1Database): void {
  const prototype = Object.getPrototypeOf(db) as { batch: D1Database["batch"] };
  const original = prototype.batch;
  prototype.batch = function (this: D1Database, statements) {
    for (const { statement } of statements as unknown as Prepared[]) {
      const name = duplicateColumn(statement);
      if (name) throw new Error(`A statement of a batch selects two columns named ${name}: ${statement}`);
    }
    return original.call(this, statements) as never;
  };
}

function duplicateColumn(statement: string): string | undefined {
  const names = selectList(statement).map((column) => /"?([A-Za-z_]\w*)"?\s*$/.exec(column)?.[1] ?? column);
  return names.find((name, index) => names.indexOf(name) !== index);
}

/** The outermost columns of `select … from`, or of `… returning …`; empty for anything else. */
function selectList(statement: string): string[] {
  const selected = /^\s*select\s+(?:distinct\s+)?/i.exec(statement);
  if (!selected) return [];
  const columns = [""];
  let depth = 0;
  const rest = statement.slice(selected[0].length);
  for (let position = 0; position < rest.length; position++) {
    const character = rest[position] ?? "";
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (depth === 0 && /^\s+from\s/i.test(rest.slice(position, position + 7))) break;
    if (depth === 0 && character === ",") columns.push("");
    else columns[columns.length - 1] += character;
  }
  return columns.map((column) => column.trim());
}
