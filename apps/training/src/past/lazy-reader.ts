import type { TelemetryReader } from '@eagle/telemetry';

/**
 * Opens the telemetry store when it is first read, so that a replica without trainings holds none.
 */
export class LazyReader {
  private opening: Promise<TelemetryReader> | null = null;

  constructor(private readonly open: () => Promise<TelemetryReader>) {}

  /**
   * The same for all; after a failure the next call tries again.
   * @throws the error of opening it.
   */
  opened(): Promise<TelemetryReader> {
    this.opening ??= this.open().catch((error: unknown) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  async close(): Promise<void> {
    // One that could not be opened has nothing to close; its user has the error.
    const reader = await this.opening?.catch(() => null);
    this.opening = null;
    await reader?.close();
  }
}
