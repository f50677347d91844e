import { SupervisedProcess } from '../../start/supervised-process.js';
import type { BenchPlatform } from '../bench-platform.js';
import { cpuSecondsOf, memoryPeakMiBOf } from '../process-usage.js';

const NAME = 'historian';

/** The historian of the bench's platform: stopped, started with other settings, and watched. */
export class HistorianControl {
  private peakMiB = 0;

  private constructor(
    private readonly bench: BenchPlatform,
    private current: SupervisedProcess,
  ) {}

  /** Takes over the process that the platform started. */
  static of(bench: BenchPlatform): HistorianControl {
    const found = bench.platform.processes.find(({ name }) => name === NAME);
    if (!(found instanceof SupervisedProcess)) throw new Error('The platform runs no historian.');
    return new HistorianControl(bench, found);
  }

  /**
   * Stops it in an orderly way: what waits in memory is stored. Nothing happens where it is
   * stopped.
   */
  async stop(): Promise<void> {
    this.noteMemory();
    await this.current.stop();
  }

  /**
   * Starts it again, and resolves when it records and answers.
   * @param settings  Variables beside those of the platform, until the next start.
   */
  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.stop();
    const { platform } = this.bench;
    const { plan } = this.original;
    const started = platform.run({ ...plan, env: { ...plan.env, ...settings } });
    this.current = started;
    await platform.ready(started);
  }

  /** CPU seconds since its last start. */
  get cpuS(): number {
    const { pid } = this.current;
    return pid === null ? Number.NaN : cpuSecondsOf(pid);
  }

  /** Most memory that its processes had resident since the last call, or since they started. */
  takeMemoryPeakMiB(): number | null {
    this.noteMemory();
    const { peakMiB } = this;
    this.peakMiB = 0;
    return peakMiB === 0 ? null : peakMiB;
  }

  private get original(): SupervisedProcess {
    return HistorianControl.of(this.bench).current;
  }

  private noteMemory(): void {
    const { pid } = this.current;
    this.peakMiB = Math.max(this.peakMiB, pid === null ? 0 : (memoryPeakMiBOf(pid) ?? 0));
  }
}
