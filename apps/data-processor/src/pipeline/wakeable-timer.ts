/**
 * Lets one loop wait until it is woken or its time is over. A wake-up during the loop's work is not
 * lost.
 */
export class WakeableTimer {
  private woken = false;
  private ring: (() => void) | null = null;

  wake(): void {
    this.woken = true;
    this.ring?.();
  }

  /** @returns whether it was woken before the time was over. */
  async sleep(ms: number): Promise<boolean> {
    if (!this.woken && ms > 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, ms);
      this.ring = resolve;
      await promise;
      clearTimeout(timer);
      this.ring = null;
    }
    const { woken } = this;
    this.woken = false;
    return woken;
  }
}
