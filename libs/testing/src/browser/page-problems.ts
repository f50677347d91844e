import type { BrowserContext, Page } from 'playwright-core';

/** What a page must never do: errors on the console, exceptions, violations of its policy. */
export class PageProblems {
  private readonly found: string[] = [];

  constructor(context: BrowserContext) {
    context.on('weberror', (error) => this.found.push(`exception: ${error.error().message}`));
    context.on('console', (message) => {
      // Violations of the content security policy come as errors of the console too.
      if (message.type() === 'error') this.found.push(`console: ${message.text()} ${message.location().url}`);
    });
  }

  /** Takes away those that a test expects, for example while the network is off. */
  forget(pattern: RegExp): void {
    const kept = this.found.filter((problem) => !pattern.test(problem));
    this.found.splice(0, this.found.length, ...kept);
  }

  get all(): readonly string[] {
    return this.found;
  }

  /** @throws Error with every problem so far. */
  assertNone(): void {
    if (this.found.length > 0) throw new Error(`The page had problems:\n${this.found.join('\n')}`);
  }
}

/** Waits until nothing is fetched any more: for pictures and checks, never in place of a condition. */
export const settled = (page: Page): Promise<void> => page.waitForLoadState('networkidle');
