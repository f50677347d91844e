import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Account, CHROMIUM_ARGUMENTS, CHROMIUM_MISSING, chromiumPath } from '@eagle/testing/browser';
import lighthouse, { desktopConfig } from 'lighthouse';
import { type BrowserContext, chromium } from 'playwright-core';
import type { PartResult } from '../../parts.js';
import { webFigure, type WebBench } from '../web-bench.js';

const CATEGORIES = [
  { id: 'performance', bar: 'webLighthousePerformance' },
  { id: 'accessibility', bar: 'webLighthouseWhole' },
  { id: 'best-practices', bar: 'webLighthouseWhole' },
] as const;
type Category = (typeof CATEGORIES)[number]['id'];

export interface RatedPage {
  readonly name: string;
  readonly address: string;
}

interface Rating {
  readonly scores: Readonly<Record<Category, number | null>>;
  /** Audits that cost points. */
  readonly lacking: readonly string[];
}

/**
 * Lighthouse in the system's Chromium with its desktop settings (1350 x 940, 40 ms of latency, 10
 * Mbit/s and the processor as it is, simulated), of a person who is signed in.
 */
export async function lighthouseRatings(
  { room }: WebBench,
  account: Account,
  pages: readonly RatedPage[],
): Promise<PartResult> {
  const profile = await mkdtemp(path.join(tmpdir(), 'eagle-lighthouse-'));
  const context = await openChromium(profile);
  try {
    const port = await devToolsPortOf(profile);
    await signIn(context, room.url, account);
    const rated = new Map<string, Rating>();
    for (const { name, address } of pages) rated.set(name, await rate(`${room.url}${address}`, port));
    const figures = [...rated].flatMap(([name, { scores }]) =>
      CATEGORIES.map(({ id, bar }) =>
        webFigure({ name: `Lighthouse, ${name}: ${id}`, value: scores[id], unit: 'points', bar }),
      ),
    );
    return { figures, details: Object.fromEntries(rated) };
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** Lighthouse reaches it by a port; its pages share the sign-in of the profile. */
function openChromium(profile: string): Promise<BrowserContext> {
  const executablePath = chromiumPath(process.env);
  if (executablePath === null) throw new Error(CHROMIUM_MISSING);
  const args = [...CHROMIUM_ARGUMENTS, '--remote-debugging-port=0'];
  // Lighthouse sets the size of its page itself.
  return chromium.launchPersistentContext(profile, { executablePath, args, viewport: null });
}

/** Chromium writes the port that it chose into its profile, on the first line. */
async function devToolsPortOf(profile: string): Promise<number> {
  const [port] = (await readFile(path.join(profile, 'DevToolsActivePort'), 'utf8')).split('\n');
  return Number(port);
}

async function signIn(context: BrowserContext, url: string, { email, password }: Account): Promise<void> {
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('form button[type="submit"]').click();
  await page.locator('header.topbar').waitFor();
  // A page that stays open would share the processor.
  await page.goto('about:blank');
}

async function rate(address: string, port: number): Promise<Rating> {
  const onlyCategories = CATEGORIES.map(({ id }) => id);
  // The sign-in is a cookie: it must stay.
  const flags = { port, onlyCategories, disableStorageReset: true, logLevel: 'error' } as const;
  const result = await lighthouse(address, flags, desktopConfig);
  if (result === undefined) throw new Error(`Lighthouse gave no result for ${address}.`);
  const { categories, audits } = result.lhr;
  const score = (id: Category): number | null => {
    const share = categories[id]?.score ?? null;
    return share === null ? null : Math.round(share * 100);
  };
  const lacking = Object.values(audits).filter(({ score: share }) => share !== null && share < 0.9);
  return {
    scores: {
      performance: score('performance'),
      accessibility: score('accessibility'),
      'best-practices': score('best-practices'),
    },
    lacking: lacking.map(
      ({ id, score: share, displayValue = '' }) => `${id} ${String(share)} ${displayValue}`,
    ),
  };
}
