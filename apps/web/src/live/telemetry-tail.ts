import type { SocketSubscribed, TailUpdate, TelemetryEnded, TelemetryPush } from '@eagle/contracts/socket';

export interface TailWish {
  readonly assetId: string;
  readonly tags: readonly string[];
  readonly onRows: (update: TailUpdate) => void;
  /** Rows may be missing: read the range again. */
  readonly onInterrupted: () => void;
}

/** What the tail needs of a socket. */
export interface TailSocket {
  readonly connected: boolean;
  emit(event: 'subscribe', wanted: object, acknowledge: (answer: SocketSubscribed) => void): unknown;
  emit(event: 'unsubscribe', unwanted: object): unknown;
}

/** The assets whose rows are wanted as they come; they are asked for again after each connection. */
export class TelemetryTail {
  private readonly wishes = new Map<string, TailWish>();

  constructor(private readonly socket: () => TailSocket) {}

  /** One page follows one asset: a later wish for it takes the place of the former. */
  follow(wish: TailWish): void {
    this.wishes.set(wish.assetId, wish);
    this.ask(wish);
  }

  leave(wish: TailWish): void {
    if (this.wishes.get(wish.assetId) !== wish) return;
    this.wishes.delete(wish.assetId);
    const socket = this.socket();
    if (socket.connected) socket.emit('unsubscribe', { telemetry: { assetId: wish.assetId } });
  }

  /** After a connection: rows came while there was none. */
  connected(): void {
    for (const wish of this.wishes.values()) {
      this.ask(wish);
      wish.onInterrupted();
    }
  }

  take({ assets }: TelemetryPush): void {
    for (const update of assets) {
      const wish = this.wishes.get(update.assetId);
      if (wish === undefined) continue;
      if (update.isInterrupted || update.condensed !== null) wish.onInterrupted();
      wish.onRows(update);
    }
  }

  ended({ assetId, reason }: TelemetryEnded): void {
    const wish = this.wishes.get(assetId);
    if (wish === undefined || reason !== 'interrupted') return;
    this.ask(wish);
    wish.onInterrupted();
  }

  private ask({ assetId, tags }: TailWish): void {
    const socket = this.socket();
    if (!socket.connected) return;
    // A refusal comes as an exception of the socket: the range is read again by its own period.
    socket.emit('subscribe', { telemetry: { assetId, tags } }, () => undefined);
  }
}
