import type { SocketCursor } from '@eagle/contracts/socket';
import type { Alert } from '../api/index.js';
import type { Connection } from './connection.js';
import type { AlertSocket, SocketHandlers } from './alert-socket.js';
import { FloodWatch } from './flood-watch.js';
import { GatheredChanges } from './gathered-changes.js';
import type { TailWish } from './telemetry-tail.js';
import {
  type AlertChange,
  EMPTY_LIVE_STATE,
  type LiveState,
  mergeAlerts,
  takeChanges,
  takePosition,
  takeResumed,
  takeWholeList,
} from './live-state.js';

/** Everything that the control room shows as it happens. */
export interface LiveSnapshot {
  readonly state: LiveState;
  readonly connection: Connection;
  /** Whether all alerts that are not over were read once. */
  readonly isComplete: boolean;
  /** How long the tab was away, where it was so long that the list was read anew. */
  readonly awayMs: number | null;
}

/** What a page knew before the one that opens now. */
export interface Remembered {
  readonly alerts: readonly Alert[];
  readonly status: Pick<LiveState, 'feed' | 'training' | 'serving'>;
  /** Milliseconds since 1970, by the platform's clock. */
  readonly keptAt: number;
}

export interface LiveStoreOptions {
  readonly socket: (handlers: SocketHandlers, resumeFrom: () => SocketCursor | null) => AlertSocket;
  /** All alerts that are not over; `onPage` takes each page as it comes. @throws ApiProblem */
  readonly readAlerts: (onPage: (page: readonly Alert[]) => void) => Promise<readonly Alert[]>;
  /**
   * Some alerts that were asked for while the page was opened; null: none were. Never rejects.
   */
  readonly openingAlerts: () => Promise<readonly Alert[] | null>;
  readonly now: () => number;
  /** Calls back after a while. @returns how to call it off. */
  readonly later: (ms: number, act: () => void) => () => void;
}

const READ_AGAIN_MS = 3_000;

/** The alerts of one organization, kept current by its socket. */
export class LiveStore {
  private snapshot: LiveSnapshot = {
    state: EMPTY_LIVE_STATE,
    connection: { kind: 'connecting' },
    isComplete: false,
    awayMs: null,
  };
  /** Whether there are more alerts than one person can follow. */
  readonly flood: FloodWatch;
  private readonly listeners = new Set<() => void>();
  private readonly changes: GatheredChanges;
  /** A page can wish before the connection is opened. */
  private readonly wishes = new Set<TailWish>();
  private socket: AlertSocket | null = null;
  private goneAt: number | null = null;
  private isReading = false;
  private hasBegunReading = false;
  private isToReadAnew = false;
  /** What is shown is of an earlier page: it is not live before the list was read. */
  private isRemembered = false;
  private isSocketConnected = false;
  private callOff: (() => void) | null = null;
  private isClosed = true;

  constructor(private readonly options: LiveStoreOptions) {
    const take = (changes: readonly AlertChange[]): void =>
      this.update({ state: takeChanges(this.snapshot.state, changes) });
    this.changes = new GatheredChanges({ take, later: options.later });
    this.flood = new FloodWatch(options);
  }

  /** Begins with what an earlier page knew, as a connection that was lost then. */
  remember({ alerts, status, keptAt }: Remembered): void {
    this.isRemembered = true;
    this.goneAt = keptAt;
    this.update({
      state: { ...mergeAlerts(EMPTY_LIVE_STATE, alerts), ...status },
      connection: { kind: 'not-connected', since: keptAt },
      isComplete: true,
    });
  }

  /** Connects, and stays connected until `close`; then it can be opened again. */
  open(): void {
    this.isClosed = false;
    this.socket = this.options.socket(
      {
        onConnected: () => this.connected(),
        onGone: () => this.gone(),
        onPosition: (position) => this.update({ state: takePosition(this.snapshot.state, position) }),
        onAlert: (change) => this.changes.add(change),
        onResumed: (answer) => {
          this.changes.takeNow();
          const { state, isToReadAnew } = takeResumed(this.snapshot.state, answer);
          this.update({ state });
          if (isToReadAnew) this.wasAway();
        },
        onStatus: ({ feed, training, serving }) =>
          this.update({ state: { ...this.snapshot.state, feed, training, serving } }),
      },
      () => this.snapshot.state.place,
    );
    for (const wish of this.wishes) this.socket.tail.follow(wish);
    void this.takeOpeningAlerts();
  }

  readonly get = (): LiveSnapshot => this.snapshot;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Joins alerts that a page read or changed over REST. */
  merge(alerts: readonly Alert[]): void {
    this.update({ state: mergeAlerts(this.snapshot.state, alerts) });
  }

  /** Rows of an asset as they come, until the returned function is called. */
  follow(wish: TailWish): () => void {
    this.wishes.add(wish);
    this.socket?.tail.follow(wish);
    return () => {
      this.wishes.delete(wish);
      this.socket?.tail.leave(wish);
    };
  }

  /** Tries to connect at once, where it waits for its next try. */
  connectNow(): void {
    this.socket?.connectNow();
  }

  close(): void {
    this.isClosed = true;
    this.changes.close();
    this.flood.close();
    this.callOff?.();
    this.socket?.close();
    this.socket = null;
  }

  /**
   * Shows the alerts that were asked for before the socket had its place in the stream. They may miss
   * changes up to that place, so the list is read after it in any case. Once that reading has begun,
   * they come too late: what is over since would come back with them, and nothing would remove it.
   */
  private async takeOpeningAlerts(): Promise<void> {
    const alerts = await this.options.openingAlerts();
    if (alerts !== null && !this.isClosed && !this.hasBegunReading) this.merge(alerts);
  }

  private connected(): void {
    this.isSocketConnected = true;
    if (!this.isRemembered) this.update({ connection: { kind: 'connected' } });
    if (this.isRemembered || !this.snapshot.isComplete) this.readAnew();
  }

  private gone(): void {
    this.isSocketConnected = false;
    this.changes.takeNow();
    if (this.snapshot.connection.kind === 'not-connected') return;
    this.goneAt = this.options.now();
    this.update({ connection: { kind: 'not-connected', since: this.goneAt } });
  }

  /** Changes are gone: the list is read anew, and the page says for how long it was away. */
  private wasAway(): void {
    if (this.goneAt !== null) this.update({ awayMs: this.options.now() - this.goneAt });
    this.readAnew();
  }

  private readAnew(): void {
    this.isToReadAnew = true;
    if (!this.isReading) void this.readUntilDone();
  }

  /** Never rejects: what cannot be read is tried again. */
  private async readUntilDone(): Promise<void> {
    this.isReading = true;
    this.hasBegunReading = true;
    this.isToReadAnew = false;
    const before = this.snapshot.state;
    try {
      const list = await this.options.readAlerts((page) => {
        if (!this.isClosed) this.merge(page);
      });
      if (this.isClosed) return;
      this.isRemembered = false;
      this.update({
        state: takeWholeList(this.snapshot.state, before, list),
        isComplete: true,
        ...(this.isSocketConnected ? { connection: { kind: 'connected' } } : {}),
      });
    } catch {
      // The connection, or the page itself, says what is wrong; the list is read again.
      this.isToReadAnew = true;
    } finally {
      this.isReading = false;
    }
    if (this.isToReadAnew && !this.isClosed) {
      this.callOff = this.options.later(READ_AGAIN_MS, () => this.readAnew());
    }
  }

  private update(change: Partial<LiveSnapshot>): void {
    if (change.state === this.snapshot.state && Object.keys(change).length === 1) return;
    const { alerts } = this.snapshot.state;
    this.snapshot = { ...this.snapshot, ...change };
    if (this.snapshot.state.alerts !== alerts) this.flood.take(this.snapshot.state.alerts);
    for (const listener of this.listeners) listener();
  }
}
