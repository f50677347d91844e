import type { CrossingPlant } from './crossing-plant.fixture.js';
import { readOutbox, readPositions } from './ledger.fixture.js';

/** The outcome of the rows of one plant; each row is a crossing that must be reported. */
export interface CrossingBalance {
  /** Rows in the plant's table. */
  readonly written: number;
  /** Rows that were refused, with a reason that the feed's status counts. */
  readonly refused: number;
  /** Rows that alerting judged, each once. */
  readonly judged: number;
  /** Rows with a prediction that alerting judged, each once. */
  readonly predicted: number;
  /** Rows with a change that came over the socket. */
  readonly reported: number;
  /**
   * Times of rows that were not reported; of changes that belong to no row; of changes that came
   * more than once.
   */
  readonly notReported: readonly string[];
  readonly invented: readonly string[];
  readonly reportedTwice: readonly string[];
  /** Changes that were committed and not published. */
  readonly unsent: number;
  readonly committed: number;
}

export async function balanceOf(plant: CrossingPlant, databaseUrl: string): Promise<CrossingBalance> {
  const { id } = plant.organization;
  const rows = await plant.written();
  const [position] = await readPositions(databaseUrl, id);
  const outbox = await readOutbox(databaseUrl, id);
  const written = new Set(rows);
  const reported = [...plant.heardAtMs.keys()];
  return {
    written: rows.length,
    refused: await plant.organization.refused(),
    judged: position?.scansDecided ?? 0,
    predicted: position?.predictionsDecided ?? 0,
    reported: reported.length,
    notReported: rows.filter((at) => !plant.heardAtMs.has(at)),
    invented: reported.filter((at) => !written.has(at)),
    reportedTwice: [...plant.heardTwice],
    unsent: outbox.filter(({ isSent }) => !isSent).length,
    committed: outbox.length,
  };
}

/** Rows after a refused one may be no crossing any more: one at each end of a group. */
const EDGES_MAX = 2;

/**
 * Rows since `before` that need no report: the refused ones, and those that are no crossing because
 * of that.
 */
export const mayBeUntold = (before: CrossingBalance, now: CrossingBalance): number =>
  now.refused === before.refused ? 0 : now.refused - before.refused + EDGES_MAX;

/**
 * Whether every row since `before` was judged once or refused, every judged row was reported once,
 * and nothing else was.
 */
export const isBalanced = (before: CrossingBalance, now: CrossingBalance): boolean =>
  now.judged + now.refused - now.written === before.judged + before.refused - before.written &&
  now.notReported.length - before.notReported.length <= mayBeUntold(before, now) &&
  now.invented.length === before.invented.length &&
  now.reportedTwice.length === before.reportedTwice.length &&
  now.unsent === 0;

export const NOTHING_WRITTEN: CrossingBalance = {
  written: 0,
  refused: 0,
  judged: 0,
  predicted: 0,
  reported: 0,
  notReported: [],
  invented: [],
  reportedTwice: [],
  unsent: 0,
  committed: 0,
};
