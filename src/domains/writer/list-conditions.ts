import { asc, desc, type SQL, sql } from "drizzle-orm";
import type { AnySQLiteColumn } from "drizzle-orm/sqlite-core";

/**
 * ORDER BY of a list: `field` or `-field` of `columns`, then the id in the same direction, so that no two pages show the
 * same row. Without an ordering: newest first; a field that is no column of `columns` (`created_at`): the order of ids.
 * A `filtered` list sorts what matches: `+` keeps SQLite from walking the whole account in the order of that column.
 */
export function sortedBy(
  columns: Record<string, AnySQLiteColumn>,
  id: AnySQLiteColumn,
  ordering: string | undefined,
  filtered: boolean,
): SQL[] {
  const direction = ordering === undefined || ordering.startsWith("-") ? desc : asc;
  const column = ordering === undefined ? undefined : columns[ordering.replace(/^-/, "")];
  if (!column) return [direction(id)];
  return filtered ? [direction(sql`+${column}`), direction(sql`+${id}`)] : [direction(column), direction(id)];
}

/** Whether a list is narrowed by anything but its paging and order. */
export const isFiltered = ({ limit: _limit, offset: _offset, ordering: _ordering, ...filters }: ListFilter): boolean =>
  Object.values(filters).some((value) => value !== undefined);

interface ListFilter {
  limit: number;
  offset: number;
  ordering?: string | undefined;
}

/** `column` contains `text`, ASCII case ignored. Not LIKE: D1 refuses patterns of more than 50 bytes. */
export const contains = (column: AnySQLiteColumn, text: string): SQL =>
  sql`instr(lower(${column}), ${text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())}) > 0`;
