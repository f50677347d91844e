import { STREAMS } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import { decodePredictionFrame } from '@eagle/contracts/frames';
import type { Subscription } from '@eagle/messaging';
import { AlertSocket } from '../gateway/alert-socket.js';
import type { BenchPlatform } from './bench-platform.js';
import { LOAD_ASSETS, type BenchOrganization } from './bench-organizations.js';
import { spreadOf, type Spread } from './percentile.js';

/** Milliseconds between two points on the path of a row. */
export interface LatencySpreads {
  readonly writtenToRead: Spread;
  readonly readToPrediction: Spread;
  readonly writtenToPrediction: Spread;
  readonly readToAlertDecided: Spread;
  readonly readToSocket: Spread;
  readonly writtenToSocket: Spread;
}

interface DecidedAlert {
  readonly organizationId: OrganizationId;
  readonly writtenAtMs: number;
  readonly readAtMs: number;
  readonly decidedAtMs: number;
}

/**
 * Watches the results of SCADA rows: on the stream of predictions, on the stream of alerts and on
 * sockets. The time of a row is the moment at which the bench wrote it; the times of reading and
 * deciding travel with the messages.
 */
export class LatencyProbe {
  private readonly writtenToRead: number[] = [];
  private readonly readToPrediction: number[] = [];
  private readonly writtenToPrediction: number[] = [];
  private readonly decided = new Map<number, DecidedAlert>();
  private readonly pushedAtMs = new Map<number, number>();
  private readonly sockets: AlertSocket[] = [];
  private readonly subscriptions: Subscription[] = [];

  constructor(private readonly bench: BenchPlatform) {}

  async open(organizations: readonly BenchOrganization[]): Promise<void> {
    const { bus, superAdmin } = this.bench;
    this.subscriptions.push(
      await bus.follow(STREAMS.predictions, {
        from: 'new',
        onMessage: ({ payload }) => this.predicted(payload),
      }),
      await bus.follow(STREAMS.alerts, {
        from: 'new',
        onMessage: ({ payload, sequence }) => this.alerted(payload, sequence),
      }),
    );
    for (const { id } of organizations) {
      const handlers = { onAlert: ({ cursor }: { cursor: number }) => this.pushed(cursor) };
      const socket = new AlertSocket(superAdmin, handlers, id);
      await socket.open();
      this.sockets.push(socket);
    }
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.close();
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
  }

  /** Drops the measurements so far, which are the warm-up. */
  forget(): void {
    for (const samples of [this.writtenToRead, this.readToPrediction, this.writtenToPrediction])
      samples.length = 0;
    this.decided.clear();
    this.pushedAtMs.clear();
  }

  /** @param without  An organization that is left out, to measure its effect on the others. */
  spreads(without: OrganizationId | null = null): LatencySpreads {
    const alerts = [...this.decided].filter(([, alert]) => alert.organizationId !== without);
    const pushed = alerts.flatMap(([cursor, alert]) => {
      const atMs = this.pushedAtMs.get(cursor);
      return atMs === undefined ? [] : [{ ...alert, atMs }];
    });
    return {
      writtenToRead: spreadOf(this.writtenToRead),
      readToPrediction: spreadOf(this.readToPrediction),
      writtenToPrediction: spreadOf(this.writtenToPrediction),
      readToAlertDecided: spreadOf(alerts.map(([, alert]) => alert.decidedAtMs - alert.readAtMs)),
      readToSocket: spreadOf(pushed.map(({ atMs, readAtMs }) => atMs - readAtMs)),
      // The time of the row behind a change is known where the change began or ended an episode.
      writtenToSocket: spreadOf(
        pushed.map(({ atMs, writtenAtMs }) => atMs - writtenAtMs).filter(Number.isFinite),
      ),
    };
  }

  private predicted(payload: Uint8Array): void {
    const nowMs = Date.now();
    const frame = decodePredictionFrame(payload);
    if (frame.assetNames.some((asset) => LOAD_ASSETS.includes(asset))) return;
    for (let row = 0; row < frame.rows; row += 1) {
      const readAtMs = frame.readAtsMs[row] ?? NaN;
      const writtenAtMs = frame.eventTimesMs[row] ?? NaN;
      this.writtenToRead.push(readAtMs - writtenAtMs);
      this.readToPrediction.push(nowMs - readAtMs);
      this.writtenToPrediction.push(nowMs - writtenAtMs);
    }
  }

  private alerted(payload: Uint8Array, sequence: number): void {
    const { organizationId, readAtMs, decidedAtMs, change, alert } = STREAMS.alerts.codec.decode(payload);
    if (readAtMs === null || alert.kind !== 'bench') return;
    const writtenAt = change === 'cleared' ? alert.clearedAt : alert.raisedAt;
    this.decided.set(sequence, {
      organizationId,
      writtenAtMs: change === 'raised' || change === 'cleared' ? Date.parse(writtenAt ?? '') : NaN,
      readAtMs,
      decidedAtMs,
    });
  }

  private pushed(cursor: number): void {
    this.pushedAtMs.set(cursor, Date.now());
  }
}
