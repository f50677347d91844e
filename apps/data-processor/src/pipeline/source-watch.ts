import type { PollResult, Stock } from '@eagle/feeds';
import { isOfFeed } from './retry.js';
import type { PipelineMemory } from './pipeline-memory.js';
import type { PipelineParts } from './pipeline-parts.js';

/**
 * Reports facts about a source besides its rows: what a read noticed, and the result of comparing
 * the ledger with the source.
 */
export class SourceWatch {
  private readonly organization: { readonly organization: string };
  private unheardBecause: string | null = null;

  constructor(private readonly parts: PipelineParts) {
    this.organization = { organization: parts.plan.config.organizationId };
  }

  read(result: PollResult): void {
    const { metrics, status, logger, feed } = this.parts;
    this.hear();
    status.costs(feed.cost);
    if (result.lateRows > 0) metrics.lateCommits.inc(this.organization, result.lateRows);
    if (result.gapsForgotten > 0) {
      metrics.gapsForgotten.inc(this.organization, result.gapsForgotten);
      status.note(
        'gaps-forgotten',
        'The key of the source has too many gaps: rows that are committed late may be missed.',
      );
    }
    const point = watermarkText(result);
    this.missed(result.neverRead, result.checkpoint.by === 'key' ? `key ${point}` : point);
    if (result.recreated) {
      logger.warn({}, 'The source table was recreated; reading continues by time');
      status.note(
        'table-recreated',
        'The source table was recreated: reading continued after the newest known time.',
      );
    }
  }

  /**
   * Compares the ledger with the source where it is due, and reads on from the result.
   * @returns the result; null: nothing was compared.
   */
  async compare({ plan }: PipelineMemory, { checkpoint }: PollResult): Promise<Stock | null> {
    const { feed, status, logger } = this.parts;
    try {
      const stock = await feed.takeStock(plan.mapping, checkpoint);
      if (stock === null) return null;
      status.compared(stock.ledger);
      this.missed(stock.neverRead, stock.ledger.to ?? '');
      return stock;
    } catch (error) {
      // Reading matters more, and it meets any problem of the source by itself.
      if (!isOfFeed(error)) throw error;
      status.notCompared(error.message);
      logger.debug({ error }, 'The ledger could not be compared with the source');
      return null;
    }
  }

  /** Each cause is logged once. */
  private hear(): void {
    const { status, logger, feed } = this.parts;
    const { announcements, unheardBecause } = feed;
    status.hears(announcements, unheardBecause);
    if (unheardBecause !== null && unheardBecause !== this.unheardBecause)
      logger.warn({ reason: unheardBecause }, 'The announcements of the source do not arrive');
    this.unheardBecause = unheardBecause;
  }

  private missed(rows: number, below: string): void {
    if (rows === 0) return;
    this.parts.metrics.neverRead.inc(this.organization, rows);
    this.parts.status.missed(rows, below);
  }
}

/** How far the source was read: a key, or a time. */
export function watermarkText({ checkpoint }: PollResult): string {
  return checkpoint.by === 'key'
    ? String(checkpoint.watermark)
    : new Date(checkpoint.watermarkMs).toISOString();
}
