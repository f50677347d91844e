import { AppError, type OrganizationConfig } from '@eagle/contracts/domain';
import type { HistoryRange, PastScan, ScanHistory } from '@eagle/learning';
import type { HistorianGaps } from './historian-history.js';
import { PastAccount } from './past-account.js';
import type { Piece } from './plan-pieces.js';

/**
 * Where another piece begins or ends, the source is read from earlier and until later, and cut by
 * the time of each scan: which meaning a wall-clock time has that occurs twice shows in the rows
 * before.
 */
const SEAM_MS = 2 * 3_600_000;

/** The two places in which the past lies. */
export interface PastPlaces {
  readonly historian: (gaps: HistorianGaps) => ScanHistory;
  readonly source: ScanHistory;
}

/**
 * The past of one organization as a training reads it: the historian's scans, and the source's
 * where these are missing.
 */
export class CombinedPast implements ScanHistory {
  private latest = new PastAccount();

  /** @param pieces  Of the range that is read: ascending, without a gap or an overlap. */
  constructor(
    private readonly places: PastPlaces,
    private readonly pieces: readonly Piece[],
  ) {}

  /** Of the last reading. */
  get account(): PastAccount {
    return this.latest;
  }

  async *read(
    config: OrganizationConfig,
    range: HistoryRange,
    signal: AbortSignal,
  ): AsyncGenerator<readonly PastScan[]> {
    const account = new PastAccount();
    this.latest = account;
    for (const piece of this.pieces) yield* this.scansOf(piece, { config, range, account, signal });
  }

  private async *scansOf(piece: Piece, reading: Reading): AsyncGenerator<readonly PastScan[]> {
    if (piece.from === 'historian') {
      yield* this.ofHistorian(piece, reading);
      return;
    }
    let scans = 0;
    try {
      for await (const page of this.ofSource(piece, reading)) {
        scans += page.length;
        yield page;
      }
    } catch (error) {
      if (!piece.isNewest || scans > 0 || !isOfFeed(error)) throw error;
      reading.account.doWithout(piece.fromMs, error.message);
      yield* this.ofHistorian(piece, reading);
    }
  }

  private async *ofSource(
    piece: Piece,
    { config, range, account, signal }: Reading,
  ): AsyncGenerator<readonly PastScan[]> {
    for await (const page of this.places.source.read(config, widened(piece, range), signal)) {
      const within = page.filter(({ eventTimeMs: ms }) => ms >= piece.fromMs && ms < piece.toMs);
      account.count('source', within.length);
      yield within;
    }
  }

  private async *ofHistorian(
    piece: Piece,
    { config, account, signal }: Reading,
  ): AsyncGenerator<readonly PastScan[]> {
    const history = this.places.historian({
      onMissing: (missing) => account.miss(missing),
      onUnrecorded: (tag, block) => account.lack(tag, block),
    });
    for await (const page of history.read(config, piece, signal)) {
      account.count('historian', page.length);
      yield page;
    }
  }
}

interface Reading {
  readonly config: OrganizationConfig;
  readonly range: HistoryRange;
  readonly account: PastAccount;
  readonly signal: AbortSignal;
}

const isOfFeed = (error: unknown): error is AppError =>
  error instanceof AppError && error.code.startsWith('FEED.');

/** Beyond the ends of the whole range nothing is read. */
const widened = ({ fromMs, toMs }: Piece, range: HistoryRange): HistoryRange => ({
  fromMs: fromMs === range.fromMs ? fromMs : fromMs - SEAM_MS,
  toMs: toMs === range.toMs ? toMs : toMs + SEAM_MS,
});
