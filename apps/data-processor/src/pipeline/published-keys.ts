/**
 * Keys of source rows that were published after the checkpoint: read again, they are left out. Where the source has no key, rows that are
 * equal in every cell have the same one, and are told apart by their number alone. Empties as they come.
 */
export class PublishedKeys implements Iterable<string> {
  private readonly counts = new Map<string, number>();

  get size(): number {
    return this.counts.size;
  }

  add(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** @returns whether a row of this key was published, which counts for one row only. */
  take(key: string): boolean {
    const count = this.counts.get(key) ?? 0;
    if (count > 1) this.counts.set(key, count - 1);
    else this.counts.delete(key);
    return count > 0;
  }

  clear(): void {
    this.counts.clear();
  }

  *[Symbol.iterator](): Iterator<string> {
    for (const [key, count] of this.counts) for (let i = 0; i < count; i++) yield key;
  }
}
