import { WRITES_NO_DEAD_LETTERS, organizationOfSubject, STREAMS } from '@eagle/contracts/bus';
import {
  AppError,
  organizationIdSchema,
  type AppErrorCode,
  type OrganizationId,
  cutText,
} from '@eagle/contracts/domain';
import type { StoredMsg } from '@nats-io/jetstream';
import type { PublishReceipt } from './publish-receipt.types.js';
import type { DeadLetter, DeadLetterCount, DeadLetters } from './dead-letters.types.js';
import type { BusHeaders } from './durable-consumer.types.js';
import type { Connection } from './connection.js';
import { plainHeaders } from './correlation.js';
import { toAppError } from './errors.js';
import type { Publisher } from './publisher.js';
import type { Delivery } from './delivery.js';

const HEADER = {
  code: 'Eagle-Dead-Code',
  reason: 'Eagle-Dead-Reason',
  subject: 'Eagle-Dead-Subject',
  stream: 'Eagle-Dead-Stream',
  sequence: 'Eagle-Dead-Sequence',
  consumer: 'Eagle-Dead-Consumer',
  deliveries: 'Eagle-Dead-Deliveries',
} as const;
const REASON_LENGTH_MAX = 500;
const LIST_MAX = 1_000;
/** The token where the subject names no organization. */
const NOBODY = 'none';

/**
 * Copies an unusable message, with everything needed to understand and replay it. A service that
 * writes no dead letters only logs the message.
 */
export class DeadLetterWriter {
  constructor(
    private readonly connection: Connection,
    private readonly publisher: Publisher,
  ) {}

  async write(
    stream: string,
    consumer: string,
    delivery: Delivery,
    code: AppErrorCode,
    reason: string,
  ): Promise<void> {
    const { message, streamSequence } = delivery;
    if (WRITES_NO_DEAD_LETTERS.includes(this.connection.asker)) {
      this.connection.counters.deadLettered.add(code);
      this.connection.logger.warn(
        { code, reason, subject: message.subject, sequence: streamSequence, consumer },
        'Message skipped: it cannot be used; the service that acts on it copies it to the dead letters',
      );
      return;
    }
    const noun = message.subject.split('.')[0] ?? 'unknown';
    const organizationId = organizationIn(message.subject) ?? NOBODY;
    await this.publisher.publish(
      STREAMS.deadLetters.subject(organizationId, noun),
      `dead:${stream}:${consumer}:${streamSequence}`,
      message.data,
      {
        ...withoutBusHeaders(plainHeaders(message.headers)),
        [HEADER.code]: code,
        [HEADER.reason]: oneLine(reason),
        [HEADER.subject]: message.subject,
        [HEADER.stream]: stream,
        [HEADER.sequence]: String(streamSequence),
        [HEADER.consumer]: consumer,
        [HEADER.deliveries]: String(delivery.deliveries),
      },
    );
    this.connection.counters.deadLettered.add(code);
    this.connection.logger.warn(
      { code, reason, subject: message.subject, sequence: streamSequence, consumer },
      'Message copied to the dead letters',
    );
  }
}

/** Lists and replays dead letters. */
export class DeadLetterBox implements DeadLetters {
  constructor(
    private readonly connection: Connection,
    private readonly publisher: Publisher,
  ) {}

  async list(query: {
    readonly organizationId?: string;
    readonly noun?: string;
    readonly afterSequence?: number;
    readonly limit: number;
  }): Promise<DeadLetter[]> {
    const found: DeadLetter[] = [];
    let next = (query.afterSequence ?? 0) + 1;
    while (found.length < Math.min(query.limit, LIST_MAX)) {
      const stored = await this.read({
        seq: next,
        next_by_subj: STREAMS.deadLetters.subject(query.organizationId ?? '*', query.noun ?? '*'),
      });
      if (stored === null) break;
      const letter = readLetter(stored);
      if (letter !== null) found.push(letter);
      next = stored.seq + 1;
    }
    return found;
  }

  async count(query: { readonly organizationId: string; readonly noun: string }): Promise<number> {
    const subject = STREAMS.deadLetters.subject(query.organizationId, query.noun);
    return (await this.countsOf(subject))[subject] ?? 0;
  }

  async counts(): Promise<readonly DeadLetterCount[]> {
    const stored = await this.countsOf(STREAMS.deadLetters.subject('*', '*'));
    return Object.entries(stored).flatMap(([subject, count]) => {
      const organizationId = organizationIn(subject);
      return organizationId === null ? [] : [{ organizationId, noun: nounOf(subject), count }];
    });
  }

  private async countsOf(subjects: string): Promise<Readonly<Record<string, number>>> {
    try {
      const info = await this.connection.jsm.streams.info(STREAMS.deadLetters.name, {
        subjects_filter: subjects,
      });
      return info.state.subjects ?? {};
    } catch (error) {
      throw toAppError(error, 'count the dead letters');
    }
  }

  async get(sequence: number): Promise<DeadLetter | null> {
    const stored = await this.read({ seq: sequence });
    return stored === null ? null : readLetter(stored);
  }

  async replay(organizationId: OrganizationId, sequence: number): Promise<PublishReceipt> {
    const stored = await this.read({ seq: sequence });
    const letter = stored === null ? null : readLetter(stored);
    if (stored === null || letter?.organizationId !== organizationId) throw notFound(sequence);
    const { originalSubject } = letter;
    const isMessage = organizationIn(originalSubject) === organizationId && !isDeadLetter(originalSubject);
    if (!isMessage) {
      throw new AppError(
        'BUS.DEAD_LETTER_NO_MESSAGE',
        'This is not a message of the organization that can be sent again: a row of a source is read again once its mapping is correct.',
        { sequence, originalSubject },
      );
    }
    const headers = withoutBusHeaders(plainHeaders(stored.header));
    return this.publisher.publish(originalSubject, `replay:${sequence}`, stored.data, headers);
  }

  private async read(query: { seq: number; next_by_subj?: string }): Promise<StoredMsg | null> {
    try {
      return await this.connection.jsm.streams.getMessage(STREAMS.deadLetters.name, query);
    } catch (error) {
      throw toAppError(error, 'read the dead letters');
    }
  }
}

function readLetter(stored: StoredMsg): DeadLetter | null {
  const headers = plainHeaders(stored.header);
  const originalSubject = headers[HEADER.subject];
  if (originalSubject === undefined) return null;
  return {
    sequence: stored.seq,
    organizationId: organizationIn(stored.subject),
    noun: nounOf(stored.subject),
    originalSubject,
    originalSequence: Number(headers[HEADER.sequence]),
    consumer: headers[HEADER.consumer] ?? '',
    code: headers[HEADER.code] ?? '',
    reason: headers[HEADER.reason] ?? '',
    deliveries: Number(headers[HEADER.deliveries]),
    storedAtMs: stored.time.getTime(),
    payload: stored.data,
  };
}

/** Of the subject of a dead letter. */
const nounOf = (subject: string): string => subject.split('.')[2] ?? '';

const isDeadLetter = (subject: string): boolean => subject.startsWith(`${STREAMS.deadLetters.noun}.`);

const notFound = (sequence: number): AppError =>
  new AppError('BUS.DEAD_LETTER_NOT_FOUND', `There is no dead letter ${sequence}.`, {
    sequence,
  });

/** Headers of the first publisher, without those of the server and the platform. */
function withoutBusHeaders(headers: BusHeaders): BusHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(Nats-|Eagle-Dead-)/.test(name)));
}

function organizationIn(subject: string): OrganizationId | null {
  const parsed = organizationIdSchema.safeParse(organizationOfSubject(subject));
  return parsed.success ? parsed.data : null;
}

const oneLine = (text: string): string => cutText(text.replace(/[\r\n]+/g, ' '), REASON_LENGTH_MAX);
