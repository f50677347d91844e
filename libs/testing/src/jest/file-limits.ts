/** A timer for each file of tests that runs. */
export class FileLimits {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly outcome = Promise.withResolvers<never>();
  /** Rejects as soon as a file takes longer than it may, and never resolves. */
  readonly exceeded = this.outcome.promise;

  constructor(private readonly msMaxOf: (file: string) => number) {}

  start(file: string): void {
    const msMax = this.msMaxOf(file);
    const cut = (): void =>
      this.outcome.reject(new Error(`The run is cut: ${file} has not ended within ${msMax / 1_000} s.`));
    this.timers.set(file, setTimeout(cut, msMax));
  }

  end(file: string): void {
    clearTimeout(this.timers.get(file));
    this.timers.delete(file);
  }
}
