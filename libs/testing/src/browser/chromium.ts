import { existsSync } from 'node:fs';

/** Where a Chromium of the system is found. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
];

/** The Chromium that journeys drive: `EAGLE_CHROMIUM`, or the system's. Null where there is none. */
export function chromiumPath(environment: NodeJS.ProcessEnv): string | null {
  const named = environment['EAGLE_CHROMIUM'];
  return [...(named === undefined ? [] : [named]), ...PLACES].find((place) => existsSync(place)) ?? null;
}

/** Arguments of every Chromium: without a screen, and without traffic of its own. */
export const CHROMIUM_ARGUMENTS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

export const CHROMIUM_MISSING =
  'No Chromium was found: install the package "chromium" of your system, or name one in EAGLE_CHROMIUM.';
