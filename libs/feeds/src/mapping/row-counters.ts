import { cutText, type RejectionReason } from '@eagle/contracts/domain';
import type { RejectedRow } from './mapped-rows.js';
import type { RawRow } from '../feed-connection.js';

const DETAIL_CHARACTERS_MAX = 80;

/**
 * Collects the unusable rows and values of a mapping run: counts by reason, and the rows for
 * quarantine.
 */
export class RowCounters {
  readonly rejected: RejectedRow[] = [];
  readonly counts: Partial<Record<RejectionReason, number>> = {};

  /** What was wrong with the first value that could not be used; null where all could. */
  valueExample: string | null = null;

  constructor(private readonly columns: readonly string[]) {}

  count(reason: RejectionReason): void {
    this.counts[reason] = (this.counts[reason] ?? 0) + 1;
  }

  reject(reason: RejectionReason, detail: string, row: RawRow): void {
    this.count(reason);
    const cells: Record<string, string | null> = {};
    this.columns.forEach((column, position) => {
      cells[column] = row[position] ?? null;
    });
    this.rejected.push({ reason, detail, cells });
  }
}

/** Foreign text in a message: cut short, quoted. */
export function quoted(text: string | null): string {
  if (text === null) return 'null';
  return text.length > DETAIL_CHARACTERS_MAX
    ? `"${cutText(text, DETAIL_CHARACTERS_MAX)}…"`
    : JSON.stringify(text);
}
