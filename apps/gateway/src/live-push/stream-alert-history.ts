import {
  alertEventSchema,
  AppError,
  type AlertEvent,
  type AlertPush,
  type OrganizationId,
} from '@eagle/contracts';
import { assertTenant, type Bus, type BusMessage } from '@eagle/messaging';
import type { AlertHistory } from './alert-session.js';
import { Turnstile } from './turnstile.js';

/** Replays at once in one replica: after a restart every client resumes, and each replay is a consumer on the server. */
const REPLAYS_AT_ONCE_MAX = 16;
/** Longest wait for the next event of a replay, slow client included. */
const IDLE_MS_MAX = 15_000;

const decoder = new TextDecoder();

/** @throws ZodError, SyntaxError, AppError `BUS.WRONG_TENANT`: the message can never be used. */
export function alertEventOf(message: BusMessage): AlertEvent {
  const event = alertEventSchema.parse(JSON.parse(decoder.decode(message.payload)));
  assertTenant(message, event.organizationId);
  assertTenant(message, event.alert.organizationId);
  return event;
}

export function alertPushOf(event: AlertEvent, cursor: number): AlertPush {
  return { cursor, organizationId: event.organizationId, change: event.change, alert: event.alert };
}

export const alertSubjects = (organizationId: OrganizationId): string => `alerts.${organizationId}.*`;

/** The ALERTS stream as history of the sessions. */
export class StreamAlertHistory implements AlertHistory {
  private readonly turnstile = new Turnstile(REPLAYS_AT_ONCE_MAX);

  constructor(
    private readonly bus: Bus,
    /** Newest sequence that this replica has seen live, so that a server behind the others cannot set a session back. */
    private readonly seenSequence: (organizationId: OrganizationId) => number,
  ) {}

  async newestSequence(organizationId: OrganizationId): Promise<number> {
    const newest = await this.bus.lastMessage('alerts', alertSubjects(organizationId));
    return Math.max(newest?.sequence ?? 0, this.seenSequence(organizationId));
  }

  replay(
    organizationId: OrganizationId,
    range: { readonly afterSequence: number; readonly upToSequence: number },
    onPush: (push: AlertPush) => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean> {
    return this.turnstile.pass(() => this.read(organizationId, range, onPush, signal));
  }

  private async read(
    organizationId: OrganizationId,
    range: { readonly afterSequence: number; readonly upToSequence: number },
    onPush: (push: AlertPush) => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean> {
    signal.throwIfAborted();
    const end = Promise.withResolvers<void>();
    const onAbort = (): void => end.reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const timer = setTimeout(() => end.reject(replayStuck()), IDLE_MS_MAX);
    let isComplete = true;
    let isOver = false;
    const subscription = await this.bus.follow('alerts', {
      filterSubjects: [alertSubjects(organizationId)],
      from: { afterSequence: range.afterSequence },
      onGap: () => {
        isComplete = false;
      },
      onMessage: async (message) => {
        if (isOver) return;
        timer.refresh();
        if (message.sequence > range.upToSequence) return finish();
        try {
          await onPush(alertPushOf(alertEventOf(message), message.sequence));
        } catch (error) {
          isOver = true;
          end.reject(error);
          return;
        }
        if (message.sequence >= range.upToSequence) finish();
      },
    });
    function finish(): void {
      isOver = true;
      end.resolve();
    }
    try {
      await end.promise;
      return isComplete;
    } finally {
      isOver = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      await subscription.stop();
    }
  }
}

function replayStuck(): AppError {
  return new AppError(
    'PUSH.REPLAY_STUCK',
    'timeout',
    'What followed the cursor could not be read in time: connect again and resume.',
  );
}
