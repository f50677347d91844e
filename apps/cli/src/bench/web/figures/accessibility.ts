import { type Account, settled } from '@eagle/testing/browser';
import { z } from 'zod';
import type { PartResult } from '../../parts.js';
import { MeasuredRoom } from '../measured-room.js';
import { webFigure, type WebBench } from '../web-bench.js';

const THEMES = ['dark', 'light'] as const;
const LINKS = `[...document.querySelectorAll('nav.nav a[href]')].map(({ href }) => new URL(href).pathname)`;

/** A person, and pages of theirs that no navigation leads to. */
export interface Visitor {
  readonly account: Account;
  readonly beyondNavigation: readonly string[];
}

/** axe on every page of every person in both themes: those of the navigation, and those beyond it. */
export async function accessibility(web: WebBench, visitors: readonly Visitor[]): Promise<PartResult> {
  const violations: string[] = [];
  const pages: string[] = [];
  for (const visitor of visitors) {
    const room = await MeasuredRoom.open(web.room, null);
    try {
      await room.page.locator('input[name="email"]').waitFor();
      for (const theme of THEMES) violations.push(...(await violationsIn(room, theme)));
      await room.room.signIn(visitor.account);
      await settled(room.page);
      const linked = await room.evaluate(z.array(z.string()), LINKS);
      for (const address of new Set([...linked, ...visitor.beyondNavigation])) {
        pages.push(address);
        await room.navigate(address);
        await settled(room.page);
        for (const theme of THEMES) violations.push(...(await violationsIn(room, theme)));
      }
    } finally {
      await room.close();
    }
  }
  const figures = [
    webFigure({
      name: `axe: violations on ${pages.length} pages in both themes`,
      value: violations.length,
      unit: 'violations',
      bar: 'webAxe',
    }),
  ];
  return { figures, details: { pages, violations } };
}

async function violationsIn(room: MeasuredRoom, theme: (typeof THEMES)[number]): Promise<string[]> {
  await room.page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
  // Lanes are drawn anew in the colours of the theme.
  await room.whenSeen('true');
  const { pathname } = new URL(room.page.url());
  return (await room.room.accessibility()).map((violation) => `${pathname}, ${theme}: ${violation}`);
}
