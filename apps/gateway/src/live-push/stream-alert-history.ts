import { viewOf } from '@eagle/alerts/render';
import { type AlertEvent, STREAMS } from '@eagle/contracts/bus';
import { AppError, type OrganizationId, type StreamIncarnation } from '@eagle/contracts/domain';
import type { AlertPush } from '@eagle/contracts/socket';
import { readRange, type Bus } from '@eagle/messaging';
import { AlertPages, PAGE_EVENTS_MAX, type AlertPage } from './alert-pages.js';
import type { AlertHistory, ReplayRange } from './alert-session.js';
import type { StandingAlerts } from './standing-alerts.js';
import { ConcurrencyLimiter } from './concurrency-limiter.js';

/** Most pages that one replica reads at once: each is a consumer on the server. */
const READS_AT_ONCE_MAX = 16;
/** Longest wait for the next event of a page. */
const SILENCE_MS_MAX = 10_000;

/** An event as it is sent: its sentences are made once for all sockets. */
export function alertPushOf(event: AlertEvent, cursor: number): AlertPush {
  const { organizationId, change, alert, late } = event;
  return { cursor, organizationId, change, alert: viewOf(alert), ...(late === true ? { past: late } : {}) };
}

/**
 * The history of the sessions from one incarnation of the ALERTS stream, read in pages that all
 * sessions share.
 */
export class StreamAlertHistory implements AlertHistory {
  private readonly limiter = new ConcurrencyLimiter(READS_AT_ONCE_MAX);
  private readonly pages = new AlertPages((organizationId, range) =>
    this.limiter.run(() => this.readPage(organizationId, range)),
  );
  /** Queries for the newest sequence that are in flight; concurrent callers get the same answer. */
  private readonly asking = new Map<OrganizationId, Promise<number>>();

  constructor(
    private readonly bus: Bus,
    readonly incarnation: StreamIncarnation,
    /**
     * Newest sequence that this replica has seen live, so that a server behind the others cannot
     * set a session back.
     */
    private readonly seenSequence: (organizationId: OrganizationId) => number,
    /** The active alerts; `newestSequence` was read before. */
    private readonly standing: (
      organizationId: OrganizationId,
      newestSequence: number,
    ) => Promise<StandingAlerts>,
  ) {}

  newestSequence(organizationId: OrganizationId): Promise<number> {
    const asked = this.asking.get(organizationId) ?? this.askNewest(organizationId);
    this.asking.set(organizationId, asked);
    return asked;
  }

  async replay(
    organizationId: OrganizationId,
    { afterSequence, upToSequence }: ReplayRange,
    onPush: (push: AlertPush) => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean> {
    signal.throwIfAborted();
    const standing = await this.standing(organizationId, upToSequence);
    let isWhole = true;
    let reached = afterSequence;
    while (reached < upToSequence) {
      const page = await this.pages.page(organizationId, { afterSequence: reached, upToSequence });
      if (page.missingUpTo > reached) isWhole = false;
      for (const push of page.pushes) {
        if (push.cursor <= reached) continue;
        if (push.cursor > upToSequence) break;
        signal.throwIfAborted();
        await onPush(asReplayed(push, standing));
      }
      reached = page.lastSequence;
    }
    return isWhole;
  }

  private async askNewest(organizationId: OrganizationId): Promise<number> {
    try {
      const newest = await this.bus.lastMessage(STREAMS.alerts, STREAMS.alerts.subjectsOf(organizationId));
      return Math.max(newest?.sequence ?? 0, this.seenSequence(organizationId));
    } finally {
      this.asking.delete(organizationId);
    }
  }

  /**
   * @throws AppError `PUSH.REPLAY_STUCK` (timeout) where the bus does not deliver them,
   *   `PUSH.STREAM_RESTARTED` (unavailable) where the stream began anew, and the errors of the bus.
   */
  private async readPage(
    organizationId: OrganizationId,
    { afterSequence, upToSequence }: ReplayRange,
  ): Promise<AlertPage> {
    const subject = STREAMS.alerts.subjectsOf(organizationId);
    const newest = await this.bus.lastMessage(STREAMS.alerts, subject);
    // Purged events never come: reading ends with the last one in the stream.
    const lastThere = newest?.sequence ?? 0;
    if (lastThere <= afterSequence) {
      return { afterSequence, lastSequence: upToSequence, pushes: [], missingUpTo: upToSequence };
    }
    const pushes: AlertPush[] = [];
    const end = await readRange(
      this.bus,
      STREAMS.alerts,
      {
        subject,
        from: { afterSequence, incarnation: this.incarnation },
        upToSequence: Math.min(lastThere, upToSequence),
        countMax: PAGE_EVENTS_MAX,
        silenceMsMax: SILENCE_MS_MAX,
        prefetchMax: PAGE_EVENTS_MAX,
      },
      (message) => pushes.push(alertPushOf(message.decode(), message.sequence)),
    );
    if (end.reason === 'silent') throw replayStuck();
    if (end.reason === 'restarted') throw streamRestarted();
    const isFull = end.reason === 'full' && end.lastSequence !== null;
    return {
      afterSequence,
      lastSequence: isFull ? end.lastSequence : upToSequence,
      pushes,
      missingUpTo: lastThere < upToSequence ? upToSequence : end.missingUpTo,
    };
  }
}

/**
 * A change is past where its alert was over when the active alerts were read, whether the change
 * came late or in time.
 */
function asReplayed(push: AlertPush, { asOfSequence, ids }: StandingAlerts): AlertPush {
  if (push.cursor > asOfSequence) return push;
  const { past, ...inTime } = push;
  const isOver = !ids.has(push.alert.id);
  return isOver === (past === true) ? push : isOver ? { ...inTime, past: true } : inTime;
}

function replayStuck(): AppError {
  return new AppError(
    'PUSH.REPLAY_STUCK',
    'The events after the cursor could not be read in time: connect again and resume.',
  );
}

/** Clients that reconnect learn their place in the new stream. */
export function streamRestarted(): AppError {
  return new AppError('PUSH.STREAM_RESTARTED', 'The alert stream began anew: connect again and resume.');
}
