import type { AlertId, OrganizationId, StreamIncarnation } from '@eagle/contracts/domain';
import type { AlertPush, SocketCursor, SocketResumed } from '@eagle/contracts/socket';

/** Events after one sequence up to and including another. */
export interface ReplayRange {
  readonly afterSequence: number;
  readonly upToSequence: number;
}

/** Where a session reads earlier events. */
export interface AlertHistory {
  /** The stream of every sequence here. */
  readonly incarnation: StreamIncarnation;
  /**
   * Sequence of the organization's newest alert event; 0 when there is none. Never lower than a
   * sequence that was offered to any session.
   */
  newestSequence(organizationId: OrganizationId): Promise<number>;
  /**
   * Gives the organization's events of the range in order, awaiting each. Events of alerts that are
   * over by now are marked as past.
   * @returns whether all of them were still there.
   */
  replay(
    organizationId: OrganizationId,
    range: ReplayRange,
    onPush: (push: AlertPush) => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean>;
}

/** The client's end of a session. */
export interface AlertOutput {
  sendPosition(position: SocketCursor): void;
  sendAlert(push: AlertPush): void;
  /** Resolves when the client can take more; at once for a client that keeps up. */
  ready(): Promise<void>;
}

/** Where a session begins. From its creation on, every live event must be offered to it. */
export interface SessionBegin {
  /**
   * The organization's newest event at some instant before the client learned that it is connected.
   * The session must send every event after it.
   */
  readonly newestSequence: number;
  /**
   * Whether a later event came between that instant and the creation of the session: then it is
   * read from the stream.
   */
  readonly hasMissedOffers: boolean;
}

/**
 * Most live events that are held during a replay; beyond this they are read from the stream
 * instead.
 */
export const HELD_MAX = 256;

/**
 * Order of one client's alerts. It sends the organization's events of one contiguous range `(from,
 * to]`, each once, `to` growing with the live ones and `from` falling when the client resumes from
 * further back. While a replay runs, live events are held; what the stream held when the replay
 * began comes from the replay, anything later from the hold, so none is missed and none comes
 * twice.
 */
export class AlertSession {
  private from: number;
  private to: number;
  /** Null once live. */
  private held: AlertPush[] | null = [];
  private isOverflown: boolean;
  /** Replays run one after the other. */
  private turn: Promise<unknown> = Promise.resolve();
  private readonly stopping = new AbortController();

  constructor(
    private readonly organizationId: OrganizationId,
    private readonly history: AlertHistory,
    private readonly output: AlertOutput,
    begin: SessionBegin,
  ) {
    this.from = begin.newestSequence;
    this.to = begin.newestSequence;
    this.isOverflown = begin.hasMissedOffers;
  }

  /** Tells the client the position. Live events flow after `goLive` or the first `resume`. */
  start(): void {
    this.output.sendPosition(this.position);
  }

  /** One live event, in the stream's order. */
  offer(push: AlertPush): void {
    if (this.stopping.signal.aborted) return;
    if (this.held === null) this.send(push);
    else if (this.held.length < HELD_MAX) this.held.push(push);
    else this.isOverflown = true;
  }

  /** Sends the held events, then every event as it comes. */
  goLive(): Promise<void> {
    return this.inTurn(() => this.release());
  }

  /** Sends the events after `cursor` that were not sent on this session yet; then goes live. */
  resume({ cursor, stream }: SocketCursor): Promise<SocketResumed> {
    return this.inTurn(async () => {
      // Detected by the name, or because it lies beyond the newest: a cursor of another stream says
      // nothing about this one.
      const isForeign = (stream !== undefined && stream !== this.history.incarnation) || cursor > this.to;
      let complete = !isForeign;
      let replayed = 0;
      const past = new Set<AlertId>();
      if (!isForeign && cursor < this.from) {
        this.held ??= [];
        const range = { afterSequence: cursor, upToSequence: this.from };
        complete = await this.replay(range, (push) => {
          replayed += 1;
          if (push.past === true) past.add(push.alert.id);
          this.output.sendAlert(push);
        });
        this.from = cursor;
      }
      await this.release();
      // A client that asks for all events misses none.
      complete ||= cursor === 0 && !isForeign;
      return { ...this.position, replayed, complete, pastAlerts: past.size };
    });
  }

  /** Nothing is sent afterwards; a running replay ends. */
  stop(): void {
    this.stopping.abort();
    this.held = [];
  }

  private get position(): SocketCursor {
    return { cursor: this.to, stream: this.history.incarnation };
  }

  private async release(): Promise<void> {
    while (this.isOverflown) {
      this.isOverflown = false;
      this.held = [];
      const newest = await this.history.newestSequence(this.organizationId);
      const range = { afterSequence: this.to, upToSequence: newest };
      if (newest > this.to) await this.replay(range, (push) => this.send(push));
    }
    if (this.stopping.signal.aborted) return;
    const held = this.held ?? [];
    this.held = null;
    for (const push of held) this.send(push);
  }

  private replay(range: ReplayRange, onPush: (push: AlertPush) => void): Promise<boolean> {
    return this.history.replay(
      this.organizationId,
      range,
      async (push) => {
        this.stopping.signal.throwIfAborted();
        onPush(push);
        await this.output.ready();
      },
      this.stopping.signal,
    );
  }

  private send(push: AlertPush): void {
    if (push.cursor <= this.to) return; // A replay already sent this held event, or it was offered late.
    this.to = push.cursor;
    this.output.sendAlert(push);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }
}
