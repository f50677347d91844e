import type { BrowserContext, Page } from 'playwright-core';
import { accessibilityViolations } from './accessibility.js';
import { PageProblems } from './page-problems.js';
import { SharedChromium } from './shared-chromium.js';

export interface ControlRoomOptions {
  /** Address of the gateway, with its path where it has one. */
  readonly url: string;
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'dark' | 'light';
  readonly language?: 'en-GB' | 'de-DE';
  readonly reducedMotion?: boolean;
  /** Whether the screen takes fingers. */
  readonly hasTouch?: boolean;
  /** Whether the service worker runs; it fetches the whole site for later. */
  readonly serviceWorker?: boolean;
  /** Whether the tour of a demonstration comes. */
  readonly isNewcomer?: boolean;
  /** A script that runs in each page before its own. */
  readonly before?: string;
}

export interface Account {
  readonly email: string;
  readonly password: string;
}

const chromium = new SharedChromium();
const WAIT_MS_MAX = 30_000;
/** A page without storage is one that tests ask for. */
const SEEN_TOUR = `try { localStorage.setItem('eagle.tour', 'seen'); } catch {}`;

/** One person’s browser at the control room. Each has cookies of its own. */
export class ControlRoomBrowser {
  readonly problems: PageProblems;

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly url: string,
  ) {
    this.problems = new PageProblems(context);
  }

  /** @throws Error where the machine has no Chromium. */
  static async open(options: ControlRoomOptions): Promise<ControlRoomBrowser> {
    const context = await chromium.open({
      viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
      locale: options.language ?? 'en-GB',
      colorScheme: options.theme ?? 'dark',
      hasTouch: options.hasTouch === true,
      reducedMotion: options.reducedMotion === true ? 'reduce' : 'no-preference',
      serviceWorkers: options.serviceWorker === true ? 'allow' : 'block',
    });
    context.setDefaultTimeout(WAIT_MS_MAX);
    if (options.isNewcomer !== true) await context.addInitScript(SEEN_TOUR);
    if (options.before !== undefined) await context.addInitScript(options.before);
    const page = await context.newPage();
    return new ControlRoomBrowser(context, page, options.url.replace(/\/$/, ''));
  }

  /** Opens an address of the control room: `/alarms?alert=…`. */
  async go(address: string, page: Page = this.page): Promise<void> {
    await page.goto(`${this.url}${address}`);
  }

  /** Signs in at whatever page asks for it, and waits for the frame. */
  async signIn({ email, password }: Account, page: Page = this.page): Promise<void> {
    await page.locator('input[name="email"]').fill(email);
    await page.locator('input[name="password"]').fill(password);
    await page.locator('form button[type="submit"]').click();
    await page.locator('header.topbar').waitFor();
  }

  /** Another tab of the same browser. */
  openTab(): Promise<Page> {
    return this.context.newPage();
  }

  /** One line for each violation of accessibility. */
  accessibility(page: Page = this.page): Promise<string[]> {
    return accessibilityViolations(page);
  }

  async close(): Promise<void> {
    await chromium.close(this.context);
  }
}

/** Opens the control room of a gateway in a real browser, at its first page. */
export async function openControlRoom(options: ControlRoomOptions): Promise<ControlRoomBrowser> {
  const room = await ControlRoomBrowser.open(options);
  await room.go('/');
  return room;
}
