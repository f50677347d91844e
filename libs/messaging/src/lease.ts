import { AppError, type OrganizationId } from '@eagle/contracts';
import { z } from 'zod';
import type { Bucket, Lease } from './bus.types.js';

export const leaseSchema = z.object({
  owner: z.string(),
  renewedAtMs: z.number(),
  ttlMs: z.number().positive(),
});
export type LeaseRecord = z.infer<typeof leaseSchema>;

/** Whether a lease may be taken by `owner` at `nowMs`. */
export function isFree(record: LeaseRecord | null, owner: string, nowMs: number): boolean {
  return record === null || record.owner === owner || nowMs - record.renewedAtMs > record.ttlMs;
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
  #renewedAtMs = 0;

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
    return this.#revision !== null && Date.now() - this.#renewedAtMs < this.#ttlMs;
  }

  get fencingRevision(): number | null {
    return this.held ? this.#fencingRevision : null;
  }

  async acquire(): Promise<number | null> {
    const nowMs = Date.now();
    const entry = await this.#bucket.get(this.key);
    if (!isFree(entry?.value ?? null, this.#owner, nowMs)) return this.#lose();
    const revision = await this.#write(nowMs, entry?.revision ?? 0);
    if (revision === null) return this.#lose();
    this.#fencingRevision = revision;
    return revision;
  }

  async renew(): Promise<boolean> {
    if (this.#revision === null) return false;
    const revision = await this.#write(Date.now(), this.#revision);
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
  async #write(nowMs: number, revision: number): Promise<number | null> {
    try {
      const record = { owner: this.#owner, renewedAtMs: nowMs, ttlMs: this.#ttlMs };
      this.#revision = await this.#bucket.update(this.key, record, revision);
      this.#renewedAtMs = nowMs;
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
