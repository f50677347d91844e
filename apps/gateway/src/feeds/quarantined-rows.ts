import { STREAMS, type QuarantineMessage } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import type { QuarantinedRow } from '@eagle/contracts/rest';
import { type Bus, type BusMessage } from '@eagle/messaging';
import { BUS, Logger } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ConcurrencyLimiter } from '../live-push/concurrency-limiter.js';

const READ_MS_MAX = 5_000;
const READS_AT_ONCE_MAX = 2;

/**
 * Reads the rows of an organization's feed that could not be used; data-processor keeps the newest
 * in the dead letters.
 */
@Injectable()
export class QuarantinedRows {
  private readonly limiter = new ConcurrencyLimiter(READS_AT_ONCE_MAX);

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    bus.handles(STREAMS.deadLetters);
  }

  /** Newest first; at most as many as the stream keeps for one organization. */
  async of(organizationId: OrganizationId): Promise<QuarantinedRow[]> {
    const subject = STREAMS.deadLetters.subject(organizationId, 'rows');
    const newest = await this.bus.lastMessage(STREAMS.deadLetters, subject);
    if (newest === null) return [];
    return this.limiter.run(() => this.readUpTo(subject, newest));
  }

  private async readUpTo(subject: string, newest: BusMessage<QuarantineMessage>): Promise<QuarantinedRow[]> {
    const found: QuarantinedRow[] = [];
    const end = Promise.withResolvers<void>();
    const timer = setTimeout(end.resolve, READ_MS_MAX);
    const subscription = await this.bus.follow(STREAMS.deadLetters, {
      filterSubjects: [subject],
      from: { afterSequence: 0 },
      prefetchMax: STREAMS.deadLetters.newestPerSubject,
      onMessage: (message) => {
        if (message.sequence < newest.sequence) this.note(message, found);
        else end.resolve();
      },
    });
    await end.promise;
    clearTimeout(timer);
    await subscription.stop();
    this.note(newest, found);
    return found.reverse();
  }

  /** An unreadable row does not hide the others. */
  private note(message: BusMessage<QuarantineMessage>, found: QuarantinedRow[]): void {
    try {
      const { reason, detail, cells, readAtMs } = message.decode();
      const readAt = new Date(readAtMs).toISOString();
      found.push({ sequence: message.sequence, reason, detail, cells, readAt });
    } catch (error) {
      this.logger.warn({ error, sequence: message.sequence }, 'A quarantined row cannot be read');
    }
  }
}
