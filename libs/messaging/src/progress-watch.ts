import type { JetStreamManager } from '@nats-io/jetstream';
import type { BusLogger } from './bus.types.js';
import { jsErrorCode, JS_ERROR } from './errors.js';
import { ProgressJudge, type ConsumerProgress, type ProgressSample } from './progress.js';

const LOOK_EVERY_MS = 4_000;

/** The part of the connection that the watch uses. */
export interface WatchedConnection {
  readonly connected: boolean;
  readonly jsm: JetStreamManager;
  readonly logger: BusLogger;
}

/** A pull consumer, as the watch sees it. */
export interface Watched {
  readonly stream: string;
  /** Its name at the server; empty while it is not open. */
  readonly consumer: string;
  /** Subjects that it must receive; empty: all. */
  readonly filters: readonly string[];
  readonly moves: number;
  readonly held: number;
  /** Creates it again at its position. */
  reopen(reason: string): void;
}

/**
 * Asks the server every few seconds how much waits for each consumer of this connection. An open
 * connection and a running timer do not prove progress: a consumer may be paused, changed or gone.
 */
export class ProgressWatch {
  private readonly watched = new Map<Watched, ProgressJudge>();
  private timer: NodeJS.Timeout | null = null;
  private isLooking = false;

  constructor(private readonly connection: WatchedConnection) {}

  add(watched: Watched): void {
    this.watched.set(watched, new ProgressJudge(performance.now()));
    this.timer ??= setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  remove(watched: Watched): void {
    this.watched.delete(watched);
    if (this.watched.size > 0 || this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
  }

  consumers(): ConsumerProgress[] {
    const nowMs = performance.now();
    return [...this.watched.values()].flatMap((judge) => judge.progress(nowMs) ?? []);
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      await Promise.all(
        [...this.watched].map(async ([watched, judge]) => {
          const sample = await this.sample(watched);
          judge.observe(sample, performance.now());
        }),
      );
    } finally {
      this.isLooking = false;
    }
  }

  private async sample(watched: Watched): Promise<ProgressSample> {
    const { stream, consumer } = watched;
    const unknown = { stream, pending: null, isPaused: false };
    let seen: Pick<ProgressSample, 'stream' | 'pending' | 'isPaused'> = unknown;
    try {
      if (consumer !== '' && this.connection.connected) seen = await this.ask(watched, consumer);
    } catch (error) {
      // Whatever delays the reply: after a while the judge reports that there is none.
      if (jsErrorCode(error) === JS_ERROR.consumerNotFound) watched.reopen('consumer is gone');
      else this.connection.logger.debug({ stream, consumer, error }, 'No answer about a consumer');
    }
    return { ...seen, moves: watched.moves, held: watched.held };
  }

  private async ask(
    watched: Watched,
    consumer: string,
  ): Promise<Pick<ProgressSample, 'stream' | 'pending' | 'isPaused'>> {
    const { stream, filters } = watched;
    const { config, num_pending, paused } = await this.connection.jsm.consumers.info(stream, consumer);
    const given = config.filter_subjects ?? (config.filter_subject ? [config.filter_subject] : []);
    const isChanged = given.toSorted().join() !== filters.toSorted().join();
    const isPaused = paused === true;
    if ((isChanged || isPaused) && watched.consumer === consumer) {
      const reason = isPaused ? 'was paused' : 'was given other subjects';
      this.connection.logger.error({ stream, consumer, given }, `A consumer ${reason} by another user`);
      watched.reopen(`it ${reason}`);
    }
    return { stream, pending: num_pending, isPaused };
  }
}
