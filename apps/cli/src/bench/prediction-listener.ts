import { setTimeout as delay } from 'node:timers/promises';
import { STREAMS } from '@eagle/contracts/bus';
import type { ModelVersion, OrganizationId } from '@eagle/contracts/domain';
import { decodePredictionFrame } from '@eagle/contracts/frames';
import type { OrderedConsumer } from '@eagle/messaging';
import type { BenchPlatform } from './bench-platform.js';
import { isOfLoad } from './frame-load.js';

const ANSWERED_MS_MAX = 15_000;
const CHECK_EVERY_MS = 50;

interface Awaited {
  readonly organizationId: OrganizationId;
  readonly version: ModelVersion;
  readonly resolve: (atMs: number) => void;
}

/**
 * Receives the predictions of the load, as alerting does; it ignores predictions of rows of the
 * plants.
 */
export class PredictionListener {
  /** From due to received, of each row since `forget`. */
  latenciesMs: number[] = [];
  private rows = 0;
  private readonly awaited = new Set<Awaited>();
  private consumer: OrderedConsumer | null = null;

  private constructor() {}

  static async open({ bus }: BenchPlatform): Promise<PredictionListener> {
    const listener = new PredictionListener();
    listener.consumer = await bus.follow(STREAMS.predictions, {
      from: 'new',
      onMessage: ({ payload, headers }) => {
        if (isOfLoad(headers)) listener.hear(payload);
      },
    });
    return listener;
  }

  forget(): void {
    this.latenciesMs = [];
    this.rows = 0;
  }

  /** @returns rows that are still missing after a wait. */
  async untilAnswered(rows: number): Promise<number> {
    const until = performance.now() + ANSWERED_MS_MAX;
    while (this.rows < rows && performance.now() < until) await delay(CHECK_EVERY_MS);
    return rows - this.rows;
  }

  /**
   * The time of the first prediction of the organization by that version, on the clock of
   * `performance`.
   */
  firstBy(organizationId: OrganizationId, version: ModelVersion): Promise<number> {
    return new Promise((resolve) => this.awaited.add({ organizationId, version, resolve }));
  }

  async close(): Promise<void> {
    await this.consumer?.stop();
  }

  private hear(payload: Uint8Array): void {
    const frame = decodePredictionFrame(payload);
    const [nowMs, heardMs] = [Date.now(), performance.now()];
    this.rows += frame.rows;
    for (const readAtMs of frame.readAtsMs) this.latenciesMs.push(nowMs - readAtMs);
    for (const awaited of this.awaited) {
      if (awaited.organizationId !== frame.organizationId || awaited.version !== frame.modelVersion) continue;
      this.awaited.delete(awaited);
      awaited.resolve(heardMs);
    }
  }
}
