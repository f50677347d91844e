import { monotonicNow } from '@eagle/service-kit/clocks';

/** Prints one line for each finished step; the first failure ends the run. */
export class TriedSteps {
  private passed = 0;
  private readonly begunMs = monotonicNow();

  constructor(private readonly print: (line: string) => void) {}

  /** @param work  Returns a value, and a text for the line. */
  async run<T>(name: string, work: () => Promise<{ readonly value: T; readonly said: string }>): Promise<T> {
    const begunMs = monotonicNow();
    try {
      const { value, said } = await work();
      this.passed += 1;
      this.print(`✔ ${name}: ${said} (${secondsSince(begunMs)})`);
      return value;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.print(`✖ ${name}: ${reason} (${secondsSince(begunMs)})`);
      throw new StepFailed(name, error);
    }
  }

  summary(): string {
    return `${this.passed} steps passed in ${secondsSince(this.begunMs)}`;
  }
}

/** A step has failed and its line is printed. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';

  constructor(step: string, cause: unknown) {
    super(`The step "${step}" failed.`, { cause });
  }
}

const secondsSince = (begunMs: number): string => `${((monotonicNow() - begunMs) / 1_000).toFixed(1)} s`;
