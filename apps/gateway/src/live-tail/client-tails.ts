import { AppError, type AssetId } from '@eagle/contracts/domain';
import { TAIL, type TailUpdate } from '@eagle/contracts/socket';
import type { AssetListener } from './asset-listener.js';
import type { FollowedAsset } from './followed-asset.js';
import type { TailClient } from './tail-client.js';

/** One asset to which a socket listens. */
export interface Tail {
  readonly listener: AssetListener;
  readonly followed: FollowedAsset;
}

/** What one socket listens to, and its bounds. */
export class ClientTails {
  private readonly tails = new Map<AssetId, Tail>();
  private turn: Promise<unknown> = Promise.resolve();
  private changes: number[] = [];

  constructor(readonly client: TailClient) {}

  get count(): number {
    return this.tails.size;
  }

  get all(): Tail[] {
    return [...this.tails.values()];
  }

  of(assetId: AssetId): Tail | null {
    return this.tails.get(assetId) ?? null;
  }

  set(tail: Tail): void {
    this.tails.set(tail.listener.assetId, tail);
  }

  delete(assetId: AssetId): void {
    this.tails.delete(assetId);
  }

  /** Changes of one socket follow one another. */
  inTurn<T>(change: () => Promise<T>): Promise<T> {
    const result = this.turn.then(change);
    // The caller has its error; the next change is made all the same.
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** @throws AppError `PUSH.SUBSCRIBED_TOO_OFTEN` (exhausted). */
  countChange(nowMs: number): void {
    this.changes = this.changes.filter((atMs) => atMs > nowMs - TAIL.changesWithinMs);
    if (this.changes.length >= TAIL.changesMax) {
      throw new AppError(
        'PUSH.SUBSCRIBED_TOO_OFTEN',
        `At most ${TAIL.changesMax} changes of telemetry subscriptions in ${TAIL.changesWithinMs / 1_000} s: wait for some seconds.`,
      );
    }
    this.changes.push(nowMs);
  }

  /** @throws AppError `PUSH.TOO_MANY_TAILS` (exhausted). */
  assertPlaceFor(assetId: AssetId): void {
    if (this.tails.has(assetId) || this.tails.size < TAIL.assetsMax) return;
    throw new AppError(
      'PUSH.TOO_MANY_TAILS',
      `A socket follows at most ${TAIL.assetsMax} assets: unsubscribe one first.`,
    );
  }

  /**
   * Sends what waits, in one update; a client that does not keep up gets it later, condensed.
   * @returns what became of it.
   */
  sendUpdate(): 'nothing' | 'sent' | 'skipped' {
    const due = this.all.filter(({ listener }) => listener.hasRows);
    if (due.length === 0) return 'nothing';
    if (!this.client.keepsUp) {
      for (const { listener } of due) listener.skip();
      return 'skipped';
    }
    const assets: TailUpdate[] = due.map(({ listener }) => listener.takeUpdate());
    this.client.sendTelemetry({ organizationId: this.client.organizationId, assets });
    return 'sent';
  }
}
