import { RPC, writerOf } from '@eagle/contracts/bus';
import { AppError, type OrganizationId, type WorkingService } from '@eagle/contracts/domain';
import type { DeadLetterQuery, ListedDeadLetter, Page, ShownPayload } from '@eagle/contracts/rest';
import type { Bus, DeadLetter } from '@eagle/messaging';
import { BUS } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DeadLetterReplays } from './dead-letter-replays.js';
import { cutPage, decodeCursor } from '../http/page.js';
import type { Principal } from '../access/principal.js';
import { shownPayload } from './shown-payload.js';

const position = z.tuple([z.number().int().nonnegative()]);

/** The service that replays a letter: the writer of its subject. */
const REPLAY = {
  'data-processor': RPC.replayDataProcessorLetter,
  prediction: RPC.replayPredictionLetter,
  alerting: RPC.replayAlertingLetter,
  training: RPC.replayTrainingLetter,
} as const;

const isAsked = (service: WorkingService): service is keyof typeof REPLAY => service in REPLAY;

/**
 * Lists messages that no consumer could use, and has them replayed by the services that may write
 * their subjects.
 */
@Injectable()
export class DeadLetters {
  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(DeadLetterReplays) private readonly replays: DeadLetterReplays,
  ) {}

  /**
   * Oldest first. `organizationId` null: the letters of all organizations, and those without one.
   */
  async list(
    organizationId: OrganizationId | null,
    { limit, cursor, noun }: DeadLetterQuery,
  ): Promise<Page<ListedDeadLetter>> {
    const [afterSequence] = cursor === undefined ? [0] : decodeCursor(cursor, position);
    const letters = await this.bus.deadLetters.list({
      ...(organizationId === null ? {} : { organizationId }),
      ...(noun === undefined ? {} : { noun }),
      afterSequence,
      limit: limit + 1,
    });
    const page = cutPage(
      letters,
      limit,
      (letter) => letter,
      (letter) => [letter.sequence],
    );
    return { items: await this.listed(page.items), nextCursor: page.nextCursor };
  }

  /** @throws AppError `BUS.DEAD_LETTER_NOT_FOUND`, also for the letter of another organization. */
  async show(
    organizationId: OrganizationId,
    sequence: number,
  ): Promise<ListedDeadLetter & { readonly payload: ShownPayload }> {
    const letter = await this.own(organizationId, sequence);
    const [listed] = await this.listed([letter]);
    if (listed === undefined) throw notFound();
    return { ...listed, payload: shownPayload(letter.payload) };
  }

  /**
   * Audited first: a replay keeps its responsible person even when the answer is lost.
   * @throws AppError `BUS.DEAD_LETTER_NOT_FOUND`, `BUS.DEAD_LETTER_NO_MESSAGE` (conflict), and
   *   `RPC.*` where the writer does not answer.
   */
  async replay(
    principal: Principal,
    organizationId: OrganizationId,
    sequence: number,
  ): Promise<{ isDuplicate: boolean }> {
    const letter = await this.own(organizationId, sequence);
    const { originalSubject } = letter;
    const writer = letter.noun === 'rows' ? null : writerOf(originalSubject);
    if (writer === null) throw noMessage();
    await this.replays.note(principal, organizationId, placeOf(letter), originalSubject);
    if (isAsked(writer)) return this.bus.ask(REPLAY[writer], { organizationId, sequence });
    // The gateway itself writes log entries that were given over REST.
    const { duplicate } = await this.bus.deadLetters.replay(organizationId, sequence);
    return { isDuplicate: duplicate };
  }

  private async own(organizationId: OrganizationId, sequence: number): Promise<DeadLetter> {
    const letter = await this.bus.deadLetters.get(sequence);
    if (letter?.organizationId !== organizationId) throw notFound();
    return letter;
  }

  private async listed(letters: readonly DeadLetter[]): Promise<ListedDeadLetter[]> {
    const asked = new Map<number, string>();
    for (const organizationId of new Set(letters.map((letter) => letter.organizationId))) {
      if (organizationId === null) continue;
      const own = letters.filter((letter) => letter.organizationId === organizationId).map(placeOf);
      for (const [sequence, at] of await this.replays.lastOf(organizationId, own)) asked.set(sequence, at);
    }
    return letters.map((letter) => {
      const { sequence, organizationId, noun, originalSubject, consumer, code, reason, payload } = letter;
      return {
        ...{ sequence, organizationId, noun, originalSubject, consumer, code, reason },
        storedAt: placeOf(letter).storedAt,
        payloadBytes: payload.length,
        replayAskedAt: asked.get(sequence) ?? null,
      };
    });
  }
}

const placeOf = ({ sequence, storedAtMs }: DeadLetter) => ({
  sequence,
  storedAt: new Date(storedAtMs).toISOString(),
});

const notFound = (): AppError => new AppError('BUS.DEAD_LETTER_NOT_FOUND', 'There is no such dead letter.');

const noMessage = (): AppError =>
  new AppError(
    'BUS.DEAD_LETTER_NO_MESSAGE',
    'This dead letter holds no message to send again: correct the mapping or the rules of the feed, which then apply to its next rows.',
  );
