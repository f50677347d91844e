import { AppError, type OrganizationId } from '@eagle/contracts';
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
  lastUsedAtMs: number;
}

interface Held extends Resident {
  readonly model: LoadedModel;
  /** Makes its shelf forget it. */
  readonly drop: () => void;
}

/**
 * Which models are in memory, by measured bytes: the least recently used make room. What is evicted takes no new users, and frees its memory
 * after the last batch that it is in the middle of.
 */
export class ModelResidency {
  readonly #held = new Map<LoadedModel, Held>();
  #bytes = 0;

  constructor(
    private readonly limits: ResidencyLimits,
    /** Monotone milliseconds. */
    private readonly now: () => number,
    private readonly onEvicted: () => void = () => undefined,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }
  get count(): number {
    return this.#held.size;
  }

  /** Whether one more model of the usual size fits without anybody leaving. */
  get hasRoom(): boolean {
    return this.hasRoomFor(this.#bytes / Math.max(1, this.#held.size));
  }

  /** Whether so many more bytes fit without anybody leaving. */
  hasRoomFor(bytes: number): boolean {
    return this.#bytes + bytes <= this.limits.bytesMax;
  }

  /**
   * Takes a model in, in place of others where there is no room.
   * @param drop  Called when it is evicted; the caller then retires nothing itself.
   * @throws AppError `PREDICTION.MODEL_TOO_LARGE` (invalid): above the cap; nothing was evicted for it.
   */
  admit(model: LoadedModel, drop: () => void): void {
    const { bytes } = model;
    const most = Math.min(this.limits.bytesPerModelMax, this.limits.bytesMax);
    if (bytes > most) {
      throw new AppError(
        'PREDICTION.MODEL_TOO_LARGE',
        'invalid',
        `The model takes ${mebibytes(bytes)} MiB of memory; at most ${mebibytes(most)} are allowed.`,
      );
    }
    const { organizationId } = model.manifest;
    while (!this.hasRoomFor(bytes)) {
      const victim = nextVictim(this.#held.values(), organizationId, this.now(), this.limits);
      if (victim === null) break;
      this.#forget(victim);
      this.onEvicted();
      victim.drop();
      victim.model.retire();
    }
    this.#held.set(model, { organizationId, bytes, lastUsedAtMs: this.now(), model, drop });
    this.#bytes += bytes;
  }

  used(model: LoadedModel): void {
    const held = this.#held.get(model);
    if (held !== undefined) held.lastUsedAtMs = this.now();
  }

  /** Takes it out: its organization has no use for it any more. */
  retire(model: LoadedModel): void {
    const held = this.#held.get(model);
    if (held !== undefined) this.#forget(held);
    model.retire();
  }

  #forget(held: Held): void {
    this.#held.delete(held.model);
    this.#bytes -= held.bytes;
  }
}

/**
 * The one that leaves next: the least recently used among those that no floor protects, else among all; never one of the organization that asks
 * for room, whose live model serves until the next one does. Null: there is nobody else.
 */
export function nextVictim<T extends Resident>(
  residents: Iterable<T>,
  asking: OrganizationId,
  nowMs: number,
  { floorBytes, floorMs }: Pick<ResidencyLimits, 'floorBytes' | 'floorMs'>,
): T | null {
  let open: T | null = null;
  let floored: T | null = null;
  for (const resident of residents) {
    if (resident.organizationId === asking) continue;
    const isFloored = resident.bytes <= floorBytes && nowMs - resident.lastUsedAtMs < floorMs;
    if (isFloored) {
      if (floored === null || resident.lastUsedAtMs < floored.lastUsedAtMs) floored = resident;
    } else if (open === null || resident.lastUsedAtMs < open.lastUsedAtMs) {
      open = resident;
    }
  }
  return open ?? floored;
}

const mebibytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1);
