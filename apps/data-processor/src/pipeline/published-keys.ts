/**
 * Keys of source rows that were published after the checkpoint: when they are read again, they are
 * skipped. Where the source has no key, rows with equal cells have the same key and are
 * distinguished by their count alone. Each key is removed when its row comes.
 */
export class PublishedKeys implements Iterable<string> {
  private readonly counts = new Map<string, number>();

  get size(): number {
    return this.counts.size;
  }

  add(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** @returns whether a row of this key was published; one call counts for one row. */
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
