import { AppError, type OrganizationId } from '@eagle/contracts';
import { z } from 'zod';
import type { Bucket, Lease } from './bus.types.js';

export const leaseSchema = z.object({
  owner: z.string(),
  /** For people who look; nobody judges by it. */
  renewedAtMs: z.number(),
  ttlMs: z.number().positive(),
});
export type LeaseRecord = z.infer<typeof leaseSchema>;

/** How long nobody has renewed a lease, as one process sees it by its steady clock: clocks of machines need not agree, and may be stepped. */
export class LeaseAge {
  #revision = 0;
  #sinceMs = 0;

  /** @returns milliseconds since this revision was first seen here. */
  of(revision: number, steadyMs: number): number {
    if (revision !== this.#revision) {
      this.#revision = revision;
      this.#sinceMs = steadyMs;
    }
    return steadyMs - this.#sinceMs;
  }
}

/** Whether a lease that was not renewed for `ageMs` may be taken by `owner`. */
export function isFree(record: LeaseRecord | null, owner: string, ageMs: number): boolean {
  return record === null || record.owner === owner || record.owner === '' || ageMs > record.ttlMs;
}

const isConflict = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'BUS.WRONG_REVISION';

/** A lease kept in one key of the lease bucket: every change is conditional on the revision, so two can never take it at once. */
export class BucketLease implements Lease {
  readonly key: string;
  readonly #bucket: Bucket<LeaseRecord>;
  readonly #owner: string;
  readonly #ttlMs: number;
  /** Of the last write; null while not held. */
  #revision: number | null = null;
  #fencingRevision: number | null = null;
  /** By the steady clock. */
  #renewedAtMs = -Infinity;
  readonly #age = new LeaseAge();

  constructor(
    bucket: Bucket<LeaseRecord>,
    noun: string,
    organizationId: OrganizationId,
    owner: string,
    ttlMs: number,
  ) {
    this.#bucket = bucket;
    this.key = `${noun}.${organizationId}`;
    this.#owner = owner;
    this.#ttlMs = ttlMs;
  }

  get held(): boolean {
    return this.#revision !== null && performance.now() - this.#renewedAtMs < this.#ttlMs;
  }

  get fencingRevision(): number | null {
    return this.held ? this.#fencingRevision : null;
  }

  async acquire(): Promise<number | null> {
    const steadyMs = performance.now();
    const entry = await this.#bucket.get(this.key);
    const ageMs = this.#age.of(entry?.revision ?? 0, steadyMs);
    if (!isFree(entry?.value ?? null, this.#owner, ageMs)) return this.#lose();
    const revision = await this.#write(steadyMs, entry?.revision ?? 0);
    if (revision === null) return this.#lose();
    this.#fencingRevision = revision;
    return revision;
  }

  async renew(): Promise<boolean> {
    if (this.#revision === null) return false;
    const revision = await this.#write(performance.now(), this.#revision);
    if (revision === null) this.#lose();
    return revision !== null;
  }

  async release(): Promise<void> {
    const revision = this.#revision;
    this.#lose();
    if (revision === null) return;
    try {
      await this.#bucket.update(this.key, { owner: '', renewedAtMs: 0, ttlMs: this.#ttlMs }, revision);
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }

  /** @returns the new revision; null where somebody else wrote in between. */
  async #write(steadyMs: number, revision: number): Promise<number | null> {
    try {
      const record = {
        owner: this.#owner,
        renewedAtMs: Math.floor(performance.timeOrigin + steadyMs),
        ttlMs: this.#ttlMs,
      };
      this.#revision = await this.#bucket.update(this.key, record, revision);
      this.#renewedAtMs = steadyMs;
      return this.#revision;
    } catch (error) {
      if (isConflict(error)) return null;
      throw error;
    }
  }

  #lose(): null {
    this.#revision = null;
    this.#fencingRevision = null;
    return null;
  }
}
