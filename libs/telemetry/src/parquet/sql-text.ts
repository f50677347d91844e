import { boundedMs } from '../store/bounded-time.js';

/**
 * Quoted for DuckDB: names and texts come from configurations, so nothing goes into a statement
 * without it.
 */
export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const sqlList = (texts: readonly string[]): string => `[${texts.map(sqlText).join(', ')}]`;
export const sqlEnum = (names: readonly string[]): string => `ENUM(${names.map(sqlText).join(', ')})`;

/** An instant, to the microsecond. */
export function sqlInstant(instantMs: number): string {
  const timeMs = boundedMs(instantMs);
  const wholeMs = Math.floor(timeMs);
  const micros = Math.round((timeMs - wholeMs) * 1_000);
  const text = new Date(wholeMs).toISOString().replace('Z', `${String(micros).padStart(3, '0')}+00`);
  return `TIMESTAMPTZ ${sqlText(text)}`;
}
