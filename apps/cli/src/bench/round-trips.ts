import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { FEATURES_TICK_MS } from '@eagle/contracts/frames';
import { z } from 'zod';
import type { Yardstick } from './figure.js';
import type { Spread } from './percentile.js';

const startSchema = z.object({ order: z.literal('start'), url: z.string(), password: z.string() });
export type RoundTripStart = z.output<typeof startSchema>;

/** Options of the process that measures round trips. */
export const roundTripOrderSchema = z.discriminatedUnion('order', [
  startSchema,
  z.object({ order: z.literal('forget') }),
  z.object({ order: z.literal('end') }),
]);
type Order = z.input<typeof roundTripOrderSchema>;

const answerSchema = z.object({
  spread: z.object({
    count: z.number(),
    p50: z.number().nullable(),
    p99: z.number().nullable(),
    max: z.number().nullable(),
  }),
});

/**
 * The time of an empty round trip through the broker during another measurement: published, stored,
 * and received by an ordered consumer, from account to account as services do it. It runs in a
 * separate process, so that pauses of the load generator do not count as the broker's.
 */
export class RoundTrips {
  private constructor(private readonly child: ChildProcess) {}

  /** @param password  Of `cli`. */
  static async start({
    natsUrl,
    password,
  }: {
    readonly natsUrl: string;
    readonly password: string;
  }): Promise<RoundTrips> {
    const child = fork(path.join(import.meta.dirname, 'round-trips.process.js'), { execArgv: [] });
    // Where a measurement fails, the bench ends without waiting for this process, which ends with
    // the bench.
    child.unref();
    child.channel?.unref();
    const trips = new RoundTrips(child);
    await trips.answerTo({ order: 'start', url: natsUrl, password });
    return trips;
  }

  /** Drops the measurements so far, which are the warm-up. */
  forget(): void {
    this.report({ order: 'forget' });
  }

  async end(): Promise<Spread> {
    try {
      return answerSchema.parse(await this.answerTo({ order: 'end' })).spread;
    } finally {
      this.child.disconnect();
    }
  }

  private report(order: Order): void {
    this.child.send(order);
  }

  /** @throws Error where the process ends instead. */
  private answerTo(order: Order): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const onExit = (): void =>
      reject(new Error('The process that measures round trips ended; its output is above.'));
    this.child.once('message', resolve).once('exit', onExit);
    this.report(order);
    return promise.finally(() => this.child.off('message', resolve).off('exit', onExit));
  }
}

/** Yardstick of figures that are a 99th percentile in milliseconds. */
export const roundTripP99 = ({ p99 }: Spread): Yardstick => ({
  what: 'an empty round trip, p99',
  value: p99,
});

/**
 * Yardstick of rows that wait for their frame: the last row of a frame does not wait, the first one
 * waits a whole tick. That wait is by design.
 */
export const roundTripP99AfterTick = (spread: Spread): Yardstick => ({
  ...roundTripP99(spread),
  without: { what: 'of waiting for the tick', value: FEATURES_TICK_MS },
});
