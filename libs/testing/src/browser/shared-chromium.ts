import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';
import { CHROMIUM_ARGUMENTS, CHROMIUM_MISSING, chromiumPath } from './chromium.js';

/** It ends when nobody has used it for this long: after the last test of a file. */
const IDLE_MS_MAX = 2_000;

/**
 * One Chromium for the tests of a process: its start and its end cost more CPU than most tests.
 * Each context has cookies, storage and a network of its own.
 */
export class SharedChromium {
  private browser: Promise<Browser> | null = null;
  private readonly contexts = new Set<BrowserContext>();
  private ending: NodeJS.Timeout | null = null;

  /** @throws Error where the machine has no Chromium. */
  async open(options: BrowserContextOptions): Promise<BrowserContext> {
    if (this.ending !== null) clearTimeout(this.ending);
    const running = await this.browser;
    if (running?.isConnected() !== true) this.browser = launch();
    const browser = await this.browser;
    if (browser === null) throw new Error('Chromium ended while a page was opened.');
    const context = await browser.newContext(options);
    this.contexts.add(context);
    return context;
  }

  async close(context: BrowserContext): Promise<void> {
    await context.close();
    this.contexts.delete(context);
    if (this.contexts.size > 0) return;
    if (this.ending !== null) clearTimeout(this.ending);
    this.ending = setTimeout(() => void this.end(), IDLE_MS_MAX);
  }

  private async end(): Promise<void> {
    if (this.contexts.size > 0) return;
    const { browser } = this;
    this.browser = null;
    await (await browser)?.close();
  }
}

function launch(): Promise<Browser> {
  const executablePath = chromiumPath(process.env);
  if (executablePath === null) throw new Error(CHROMIUM_MISSING);
  // It ends with the pipe to this process; a test file leaves the handlers of signals as they were.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  return chromium.launch({ executablePath, args: [...CHROMIUM_ARGUMENTS], ...signals });
}
