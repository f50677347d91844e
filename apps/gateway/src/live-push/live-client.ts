import { setTimeout as delay } from 'node:timers/promises';
import { AppError, type OrganizationId, type PredictionResult } from '@eagle/contracts/domain';
import type {
  AlertPush,
  SocketCaughtUp,
  SocketCursor,
  SocketEnded,
  SocketResumed,
  StatusPush,
  TelemetryEnded,
  TelemetryPush,
} from '@eagle/contracts/socket';
import type { Socket } from 'socket.io';
import type { Principal } from '../access/principal.js';
import type { TailClient } from '../live-tail/tail-client.js';
import type { AlertOutput } from './alert-session.js';

/** Packets that may wait for one client. A client this far behind should reconnect and resume. */
export const WAITING_PACKETS_MAX = 1_000;
/** A replay continues only below this. */
const WAITING_PACKETS_REPLAY = 100;
/** Updates of telemetry are large, and the next one holds what this one would: few may wait. */
const WAITING_PACKETS_TAIL = 4;
const DRAIN_DEADLINE_MS = 10_000;
/** Longest delay that a timer accepts. */
const TIMER_MS_MAX = 2_147_483_647;

/** One connected socket, with its rights and bounds. */
export class LiveClient implements AlertOutput, TailClient {
  wantsPredictions = false;
  private hasEnded = false;
  private readonly expiry: NodeJS.Timeout;

  constructor(
    private readonly socket: Socket,
    readonly principal: Principal,
    readonly organizationId: OrganizationId,
    nowMs: number,
    private readonly onEnded: (reason: SocketEnded['reason']) => void,
  ) {
    const endsAtMs = Math.min(principal.expiresAtMs, principal.visits.get(organizationId) ?? Infinity);
    const lifeMs = Math.min(Math.max(endsAtMs - nowMs, 0), TIMER_MS_MAX);
    this.expiry = setTimeout(() => this.end('token-expired'), lifeMs);
    writeTogether(socket);
  }

  get id(): string {
    return this.socket.id;
  }

  get ended(): boolean {
    return this.hasEnded;
  }

  sendPosition(position: SocketCursor): void {
    this.socket.emit('position', position);
  }

  sendAlert(push: AlertPush): void {
    if (this.hasEnded) return;
    if (this.waitingPackets() > WAITING_PACKETS_MAX) this.end('slow');
    else this.socket.emit('alert', push);
  }

  sendResumed(resumed: SocketResumed): void {
    if (!this.hasEnded) this.socket.emit('resumed', resumed);
  }

  sendCaughtUp(summary: SocketCaughtUp): void {
    if (this.hasEnded) return;
    // No other message carries this: a client that cannot take it connects again and resumes.
    if (this.waitingPackets() > WAITING_PACKETS_MAX) this.end('slow');
    else this.socket.emit('caught-up', summary);
  }

  sendStatus(status: StatusPush): void {
    if (this.isCongested()) return; // The next one repeats everything.
    this.socket.emit('status', status);
  }

  sendPrediction(prediction: PredictionResult): void {
    if (this.isCongested()) return; // A newer one follows within seconds.
    this.socket.emit('prediction', prediction);
  }

  get keepsUp(): boolean {
    return this.waitingPackets() <= WAITING_PACKETS_TAIL;
  }

  sendTelemetry(push: TelemetryPush): void {
    if (!this.hasEnded) this.socket.emit('telemetry', push);
  }

  sendTelemetryEnded(ended: TelemetryEnded): void {
    if (!this.hasEnded) this.socket.emit('telemetry-ended', ended);
  }

  async ready(): Promise<void> {
    const deadline = AbortSignal.timeout(DRAIN_DEADLINE_MS);
    while (this.waitingPackets() > WAITING_PACKETS_REPLAY) {
      if (this.hasEnded || !this.socket.connected) throw gone();
      if (deadline.aborted) {
        this.end('slow');
        throw gone();
      }
      await delay(20);
    }
  }

  /** Says why, and closes. */
  end(reason: SocketEnded['reason']): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    clearTimeout(this.expiry);
    this.onEnded(reason);
    this.socket.emit('ended', { reason } satisfies SocketEnded);
    this.socket.disconnect(true);
  }

  /** The socket closed by itself. */
  closed(): void {
    this.hasEnded = true;
    clearTimeout(this.expiry);
  }

  private isCongested(): boolean {
    return this.hasEnded || this.waitingPackets() > WAITING_PACKETS_REPLAY;
  }

  private waitingPackets(): number {
    return connectionOf(this.socket).writeBuffer.length;
  }
}

/**
 * Joins packets that the engine writes at once into one system call. A replay of hundreds of alerts
 * would otherwise need a call for each, which is most of its cost.
 */
function writeTogether(socket: Socket): void {
  const { conn } = socket;
  conn.on('flush', () => {
    const stream = conn.request.socket;
    stream.cork();
    process.nextTick(() => stream.uncork());
  });
}

/**
 * The engine's connection; socket.io types its write buffer as private, though it is the documented
 * measure of a slow client.
 */
function connectionOf(socket: Socket): { readonly writeBuffer: readonly unknown[] } {
  const connection: object = socket.conn;
  return hasWriteBuffer(connection) ? connection : { writeBuffer: [] };
}

function hasWriteBuffer(connection: object): connection is { readonly writeBuffer: readonly unknown[] } {
  return 'writeBuffer' in connection && Array.isArray(connection.writeBuffer);
}

function gone(): AppError {
  return new AppError('PUSH.CLIENT_GONE', 'The client is gone or too slow.');
}
