import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import type { LoadedModel } from './loaded-model.js';

export interface ResidencyLimits {
  /** Limit for all models together. */
  readonly bytesMax: number;
  /** Cap: a larger model is refused, so that one organization never displaces all others. */
  readonly bytesPerModelMax: number;
  /**
   * Floor: a model of at most this size, used within `floorMs`, is evicted only where no other can
   * be.
   */
  readonly floorBytes: number;
  readonly floorMs: number;
}

/** A model in memory. */
export interface Resident {
  readonly organizationId: OrganizationId;
  readonly bytes: number;
  /** Not live (a version in shadow): the first to be evicted, and it evicts no other. */
  readonly isSpare: boolean;
  lastUsedAtMs: number;
}

interface Held extends Resident {
  readonly model: LoadedModel;
  /** Removes it from the live models. */
  readonly drop: () => void;
}

/**
 * Decides which models are in memory, by measured bytes: the least recently used are evicted. An
 * evicted model takes no new users, and frees its memory after its current batch.
 */
export class ModelResidency {
  private readonly held = new Map<LoadedModel, Held>();
  private residentBytes = 0;

  constructor(
    private readonly limits: ResidencyLimits,
    /** Monotone milliseconds. */
    private readonly now: () => number,
    private readonly onEvicted: () => void = () => undefined,
  ) {}

  get bytes(): number {
    return this.residentBytes;
  }
  get count(): number {
    return this.held.size;
  }

  /** Whether one more model of the usual size fits without an eviction. */
  get hasRoom(): boolean {
    return this.hasRoomFor(this.residentBytes / Math.max(1, this.held.size));
  }

  /** Whether this many bytes fit without an eviction. */
  hasRoomFor(bytes: number): boolean {
    return this.residentBytes + bytes <= this.limits.bytesMax;
  }

  /**
   * Takes a model in, and evicts others where there is no room.
   * @param drop  Called when the model is evicted; this class does not retire it.
   * @throws AppError `PREDICTION.MODEL_TOO_LARGE` (invalid): above the cap; nothing was evicted.
   */
  admit(model: LoadedModel, drop: () => void): void {
    const { bytes } = model;
    this.assertAllowed(bytes);
    const { organizationId } = model.manifest;
    while (!this.hasRoomFor(bytes)) {
      const victim = nextVictim(this.held.values(), organizationId, this.now(), this.limits);
      if (victim === null) break;
      this.forget(victim);
      this.onEvicted();
      victim.drop();
      victim.model.retire();
    }
    this.hold(model, false, drop);
  }

  /**
   * Takes a model in that is not live, where there is room.
   * @param drop  Called when the model has to leave; this class does not retire it.
   * @throws AppError `PREDICTION.MODEL_TOO_LARGE` (invalid), `PREDICTION.NO_ROOM` (exhausted).
   */
  admitSpare(model: LoadedModel, drop: () => void): void {
    const { bytes } = model;
    this.assertAllowed(bytes);
    if (!this.hasRoomFor(bytes)) {
      throw new AppError(
        'PREDICTION.NO_ROOM',
        `The model takes ${mebibytes(bytes)} MiB of memory, and the live models leave less.`,
      );
    }
    this.hold(model, true, drop);
  }

  used(model: LoadedModel): void {
    const held = this.held.get(model);
    if (held !== undefined) held.lastUsedAtMs = this.now();
  }

  /** Removes it: its organization no longer uses it. */
  retire(model: LoadedModel): void {
    const held = this.held.get(model);
    if (held !== undefined) this.forget(held);
    model.retire();
  }

  private hold(model: LoadedModel, isSpare: boolean, drop: () => void): void {
    const { organizationId } = model.manifest;
    const { bytes } = model;
    this.held.set(model, { organizationId, bytes, isSpare, lastUsedAtMs: this.now(), model, drop });
    this.residentBytes += bytes;
  }

  private assertAllowed(bytes: number): void {
    const most = Math.min(this.limits.bytesPerModelMax, this.limits.bytesMax);
    if (bytes <= most) return;
    throw new AppError(
      'PREDICTION.MODEL_TOO_LARGE',
      `The model takes ${mebibytes(bytes)} MiB of memory; at most ${mebibytes(most)} are allowed.`,
    );
  }

  private forget(held: Held): void {
    this.held.delete(held.model);
    this.residentBytes -= held.bytes;
  }
}

/**
 * Chooses the next model to evict: the least recently used of the spare ones; if there are none, of
 * those that the floor does not protect; otherwise of all. It is never a live model of the
 * requesting organization, because that serves until its next one does. Null: there is no other.
 */
export function nextVictim<T extends Resident>(
  residents: Iterable<T>,
  asking: OrganizationId,
  nowMs: number,
  { floorBytes, floorMs }: Pick<ResidencyLimits, 'floorBytes' | 'floorMs'>,
): T | null {
  const first: [spare: T | null, open: T | null, floored: T | null] = [null, null, null];
  for (const resident of residents) {
    if (resident.organizationId === asking && !resident.isSpare) continue;
    const isFloored = resident.bytes <= floorBytes && nowMs - resident.lastUsedAtMs < floorMs;
    const group = resident.isSpare ? 0 : isFloored ? 2 : 1;
    const oldest = first[group];
    if (oldest === null || resident.lastUsedAtMs < oldest.lastUsedAtMs) first[group] = resident;
  }
  return first[0] ?? first[1] ?? first[2];
}

const mebibytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1);
