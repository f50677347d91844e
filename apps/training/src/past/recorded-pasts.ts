import type { OrganizationConfig } from '@eagle/contracts/domain';
import { keepsPast } from '@eagle/feeds';
import type { HistoryRange, ScanHistory } from '@eagle/learning';
import type { TelemetryReader } from '@eagle/telemetry';
import type { Pasts } from '../ports.js';
import { CombinedPast } from './combined-past.js';
import { coveredPast, type CoverageParts } from './covered-past.js';
import { HistorianHistory } from './historian-history.js';
import { planPieces } from './plan-pieces.js';

export interface PastParts extends Pick<CoverageParts, 'stretches'> {
  /** Opens the telemetry store, or gives it where it is open. */
  readonly reader: () => Promise<TelemetryReader>;
  readonly source: ScanHistory;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
}

/**
 * Pasts out of the historian's store, and out of the source for what the historian does not have.
 */
export class RecordedPasts implements Pasts {
  constructor(private readonly parts: PastParts) {}

  async prepare(config: OrganizationConfig, range: HistoryRange): Promise<CombinedPast> {
    const { stretches, source, now } = this.parts;
    const reader = await this.parts.reader();
    const { feed } = config;
    const pieces = planPieces({
      range,
      covered: await coveredPast(config, range, { reader, stretches, nowMs: now() }),
      clock: feed?.clock ?? 'wall',
      // Without any feed the source says what is missing.
      hasSource: feed === null || keepsPast(feed),
    });
    return new CombinedPast({ historian: (gaps) => new HistorianHistory(reader, gaps), source }, pieces);
  }
}
