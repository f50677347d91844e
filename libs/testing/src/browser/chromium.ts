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

/**
 * Stands in for the network of this machine: an address of its loopback other than the usual one,
 * which Linux alone has, and a name under which a browser takes it for another machine. A page
 * without TLS has no locks, no clipboard and no service worker there.
 */
export const LAN_STAND_IN = {
  address: process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1',
  name: 'lan.test',
} as const;

/** Arguments of every Chromium: without a screen, and without traffic of its own. */
export const CHROMIUM_ARGUMENTS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  `--host-resolver-rules=MAP ${LAN_STAND_IN.name} ${LAN_STAND_IN.address}`,
];

export const CHROMIUM_MISSING =
  'No Chromium was found: install the package "chromium" of your system, or name one in EAGLE_CHROMIUM.';
