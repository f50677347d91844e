import { setTimeout as delay } from 'node:timers/promises';
import { STREAMS } from '@eagle/contracts/bus';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { connectBus, type Bus } from '@eagle/messaging';
import { spreadOf } from './percentile.js';
import { roundTripOrderSchema, type RoundTripStart } from './round-trips.js';

const EVERY_MS = 25;
const HEARD_MS_MAX = 10_000;
/**
 * Shadow predictions are followed only for an organization with a version in shadow, and this
 * organization does not exist.
 */
const SUBJECT = STREAMS.shadow.subject(organizationIdSchema.parse(crypto.randomUUID()));

/**
 * Sends an empty message into a stream of the platform every few milliseconds, independent of
 * earlier ones. An ordered consumer on another connection receives it, as services receive from
 * each other. Times count from the due time of a message.
 */
class RoundTrips {
  private tookMs: number[] = [];
  private readonly dueAtMs: number[] = [];
  private heard = 0;
  private readonly stopping = new AbortController();
  private failure: Error | null = null;

  private constructor(
    private readonly sender: Bus,
    private readonly hearer: Bus,
  ) {}

  static async start({ url, password }: RoundTripStart): Promise<RoundTrips> {
    const connect = (name: string): Promise<Bus> => connectBus({ url, user: 'cli', password, name });
    const trips = new RoundTrips(await connect('bench-sends'), await connect('bench-hears'));
    await trips.hearer.follow(STREAMS.shadow, {
      filterSubjects: [SUBJECT],
      from: 'new',
      // In the order of sending.
      onMessage: () => trips.hear(),
    });
    return trips;
  }

  async run(): Promise<void> {
    let dueAtMs = performance.now();
    while (!this.stopping.signal.aborted) {
      for (; dueAtMs <= performance.now(); dueAtMs += EVERY_MS) this.send(dueAtMs);
      await delay(Math.max(0, dueAtMs - performance.now()));
    }
  }

  forget(): void {
    this.tookMs = [];
  }

  /** @throws the error of a message that could not be sent. */
  async end(): Promise<number[]> {
    this.stopping.abort();
    const until = performance.now() + HEARD_MS_MAX;
    while (this.heard < this.dueAtMs.length && performance.now() < until) await delay(1);
    await Promise.all([this.sender.close(), this.hearer.close()]);
    if (this.failure !== null) throw this.failure;
    return this.tookMs;
  }

  private send(dueAtMs: number): void {
    const id = `bench-round-trip:${SUBJECT}:${this.dueAtMs.push(dueAtMs)}`;
    this.sender
      .publish(SUBJECT, id, new Uint8Array())
      .catch(
        (cause: unknown) => (this.failure ??= new Error('A message could not be published.', { cause })),
      );
  }

  private hear(): void {
    this.tookMs.push(performance.now() - (this.dueAtMs[this.heard++] ?? NaN));
  }
}

let trips: RoundTrips | null = null;
let running: Promise<void> = Promise.resolve();

process.on('message', (message) => void obey(message));
// Without its parent process the measurement has no purpose.
process.on('disconnect', () => process.exit());

async function obey(message: unknown): Promise<void> {
  const order = roundTripOrderSchema.parse(message);
  if (order.order === 'start') {
    trips = await RoundTrips.start(order);
    running = trips.run();
    process.send?.({ started: true });
  } else if (order.order === 'forget') {
    trips?.forget();
  } else {
    const tookMs = (await trips?.end()) ?? [];
    await running;
    process.send?.({ spread: spreadOf(tookMs) });
  }
}
