/** The billing month, UTC, in which a moment lies: from `start` up to, but not including, `end`, ms. */
export function monthOf(moment: number): { start: number; end: number } {
  const date = new Date(moment);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
}
