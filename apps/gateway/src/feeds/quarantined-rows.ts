import {
  type OrganizationId,
  type QuarantinedRow,
  quarantineMessageSchema,
  STREAMS,
  subjects,
} from '@eagle/contracts';
import { assertTenant, type Bus, type BusMessage } from '@eagle/messaging';
import { Logger } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { Turnstile } from '../live-push/turnstile.js';
import { BUS } from '../ports.js';

const READ_MS_MAX = 5_000;
const READS_AT_ONCE_MAX = 2;
const decoder = new TextDecoder();

/** Reads the rows that an organization's feed gave and nobody could use; data-processor keeps the newest in the dead letters. */
@Injectable()
export class QuarantinedRows {
  private readonly turnstile = new Turnstile(READS_AT_ONCE_MAX);

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Newest first; at most as many as the stream keeps of one organization. */
  async of(organizationId: OrganizationId): Promise<QuarantinedRow[]> {
    const subject = subjects.deadLetter(organizationId, 'rows');
    const newest = await this.bus.lastMessage('deadLetters', subject);
    if (newest === null) return [];
    return this.turnstile.pass(() => this.readUpTo(subject, newest));
  }

  private async readUpTo(subject: string, newest: BusMessage): Promise<QuarantinedRow[]> {
    const found: QuarantinedRow[] = [];
    const end = Promise.withResolvers<void>();
    const timer = setTimeout(end.resolve, READ_MS_MAX);
    const subscription = await this.bus.follow('deadLetters', {
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

  /** One row that cannot be read hides no other. */
  private note(message: BusMessage, found: QuarantinedRow[]): void {
    try {
      const parsed: unknown = JSON.parse(decoder.decode(message.payload));
      const { organizationId, reason, detail, cells, readAtMs } = quarantineMessageSchema.parse(parsed);
      assertTenant(message, organizationId);
      const readAt = new Date(readAtMs).toISOString();
      found.push({ sequence: message.sequence, reason, detail, cells, readAt });
    } catch (error) {
      this.logger.warn({ error, sequence: message.sequence }, 'A quarantined row cannot be read');
    }
  }
}
