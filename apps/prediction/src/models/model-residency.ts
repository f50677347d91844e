import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import type { LoadedModel } from './loaded-model.js';

export interface ResidencyLimits {
  /** Of all models together. */
  readonly bytesMax: number;
  /** Cap: a model of more is refused, so that one organization never takes the place of all others. */
  readonly bytesPerModelMax: number;
  /** Floor: a model of at most so many, used within `floorMs`, is evicted only where no other can be. */
  readonly floorBytes: number;
  readonly floorMs: number;
}

/** A model in memory. */
export interface Resident {
  readonly organizationId: OrganizationId;
  readonly bytes: number;
  /** Serves nobody (a version in shadow): the first to leave, and nobody leaves for it. */
  readonly isSpare: boolean;
  lastUsedAtMs: number;
}

interface Held extends Resident {
  readonly model: LoadedModel;
  /** Makes the live models forget it. */
  readonly drop: () => void;
}

/**
 * Which models are in memory, by measured bytes: the least recently used make room. What is evicted takes no new users, and frees its memory
 * after the last batch that it is in the middle of.
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

  /** Whether one more model of the usual size fits without anybody leaving. */
  get hasRoom(): boolean {
    return this.hasRoomFor(this.residentBytes / Math.max(1, this.held.size));
  }

  /** Whether so many more bytes fit without anybody leaving. */
  hasRoomFor(bytes: number): boolean {
    return this.residentBytes + bytes <= this.limits.bytesMax;
  }

  /**
   * Takes a model in, in place of others where there is no room.
   * @param drop  Called when it is evicted; the caller then retires nothing itself.
   * @throws AppError `PREDICTION.MODEL_TOO_LARGE` (invalid): above the cap; nothing was evicted for it.
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
   * Takes a model in that serves nobody, where there is room.
   * @param drop  Called when it has to leave; the caller then retires nothing itself.
   * @throws AppError `PREDICTION.MODEL_TOO_LARGE` (invalid), `PREDICTION.NO_ROOM` (exhausted).
   */
  admitSpare(model: LoadedModel, drop: () => void): void {
    const { bytes } = model;
    this.assertAllowed(bytes);
    if (!this.hasRoomFor(bytes)) {
      throw new AppError(
        'PREDICTION.NO_ROOM',
        `The model takes ${mebibytes(bytes)} MiB of memory, and the models that serve leave less.`,
      );
    }
    this.hold(model, true, drop);
  }

  used(model: LoadedModel): void {
    const held = this.held.get(model);
    if (held !== undefined) held.lastUsedAtMs = this.now();
  }

  /** Takes it out: its organization has no use for it any more. */
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
 * The one that leaves next: the least recently used among the spare ones, else among those that no floor protects, else among all; never a serving one of
 * the organization that asks for room, whose live model serves until the next one does. Null: there is nobody else.
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
