import { RPC, STREAMS } from '@eagle/contracts/bus';
import { AppError } from '@eagle/contracts/domain';
import type { ScanBatch } from '@eagle/contracts/frames';
import type { TailPlace } from '@eagle/contracts/socket';
import type { Bus, BusMessage, Subscription } from '@eagle/messaging';
import type { AssetListener } from './asset-listener.js';
import { TailBuffer, type TailPart } from './tail-buffer.js';
import type { TailedAsset } from './tail-client.js';
import { tailRowsOf, type TailRow } from './tail-row.js';

/** Messages that are fetched ahead: a tail is at the end of the stream. */
const PREFETCH_MAX = 64;
/**
 * The newest row is only a help to the client: a historian that is away does not hold up the tail.
 */
const NEWEST_ASK_MS = 2_000;

/** The scans of one asset, followed once for all who listen to it. */
export class FollowedAsset {
  private readonly listeners = new Set<AssetListener>();
  private readonly wantedTags = new Set<string>();
  /** Rows since the last `distribute`. */
  private readonly arrived = new TailBuffer(() => this.wantedTags);
  private newest: TailPlace | null = null;
  private opening: Promise<Subscription> | null = null;
  private isOpen = false;
  private holders = 0;

  constructor(
    private readonly bus: Bus,
    readonly asset: TailedAsset,
  ) {}

  /** Keeps it until `release`: for a listener, and before that for its subscription. */
  hold(): void {
    this.holders += 1;
  }

  /** @returns whether nobody needs it any more. */
  release(): boolean {
    this.holders -= 1;
    return this.holders === 0;
  }

  /**
   * Resolves once no later row can be missed. All callers share one subscription.
   * @throws AppError of the bus.
   */
  async open(): Promise<void> {
    this.opening ??= this.follow();
    await this.opening;
  }

  /** @returns the newest row that the listener does not get from here. */
  add(listener: AssetListener): TailPlace | null {
    this.distribute();
    this.listeners.add(listener);
    this.collectWantedTags();
    return this.newest;
  }

  remove(listener: AssetListener): void {
    this.listeners.delete(listener);
    this.collectWantedTags();
  }

  /** Hands what arrived to all listeners. @returns how many rows it condensed. */
  distribute(): number {
    const part = this.arrived.take();
    this.newest = newestOf(part) ?? this.newest;
    for (const listener of this.listeners) listener.add(part);
    return part.condensed?.rows ?? 0;
  }

  async close(): Promise<void> {
    // Who opened it has the error.
    const subscription = await this.opening?.catch(() => null);
    await subscription?.stop();
  }

  private async follow(): Promise<Subscription> {
    const { organizationId, assetId } = this.asset;
    const subject = STREAMS.scans.subject(organizationId, assetId);
    const last = await this.bus.lastMessage(STREAMS.scans, subject);
    this.newest = placeOf(last === null ? undefined : tailRowsOf(last.decode()).at(-1));
    // It begins right after the message that was read: no row between the two is missed.
    const subscription = await this.bus.follow(STREAMS.scans, {
      filterSubjects: [subject],
      from: { afterSequence: last?.sequence ?? 0 },
      prefetchMax: PREFETCH_MAX,
      onMessage: (message) => this.take(message),
      // What the stream dropped before the tail began is no loss of the tail.
      onGap: () => {
        if (this.isOpen) this.arrived.interrupt();
      },
    });
    this.isOpen = true;
    if (this.newest !== null) return subscription;
    // The last message is a heartbeat, or fell off the stream: the historian knows the last row.
    const stored = await this.newestStored();
    this.newest ??= stored;
    return subscription;
  }

  private take(message: BusMessage<ScanBatch>): void {
    const batch = message.decode();
    if (batch.assetId !== this.asset.assetId) throw wrongAsset();
    this.arrived.add({ condensed: null, rows: tailRowsOf(batch), isInterrupted: false });
  }

  private async newestStored(): Promise<TailPlace | null> {
    const { organizationId, assetId } = this.asset;
    const request = { organizationId, assetId, kind: 'scans' as const, tags: [] };
    try {
      const reply = await this.bus.ask(RPC.latestTelemetry, request, { timeoutMs: NEWEST_ASK_MS });
      const [row] = reply.organizationId === organizationId ? reply.rows : [];
      return row === undefined ? null : { timeMs: row.timeMs, cursor: row.sequence };
    } catch (error) {
      // It has no row of the asset, or is away: the answer then says that no row is known.
      if (error instanceof AppError) return null;
      throw error;
    }
  }

  private collectWantedTags(): void {
    this.wantedTags.clear();
    for (const { tags } of this.listeners) for (const tag of tags) this.wantedTags.add(tag);
  }
}

const newestOf = ({ rows }: TailPart): TailPlace | null => placeOf(rows.at(-1));

const placeOf = (row: TailRow | undefined): TailPlace | null =>
  row === undefined ? null : { timeMs: row.timeMs, cursor: row.cursor };

function wrongAsset(): AppError {
  return new AppError('FRAME.UNREADABLE', 'A message of scans names another asset than its subject.');
}
