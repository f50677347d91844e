/** A wait that can be ended early, permanently. */
export class Pause {
  private ended = false;
  private wake: () => void = () => undefined;

  of(ms: number): Promise<void> {
    if (this.ended) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  end(): void {
    this.ended = true;
    this.wake();
  }
}
