import { existsSync } from 'node:fs';

/** The places of libs/testing/src/browser/chromium.ts. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
];

/** Tests in a browser are skipped without one; nothing else needs it. */
export function noteMissingBrowser() {
  const named = process.env.EAGLE_CHROMIUM;
  if ([...(named === undefined ? [] : [named]), ...PLACES].some((place) => existsSync(place))) return;
  console.log(
    '  ! No Chromium was found, so tests in a browser are skipped: install the package "chromium", or name one in EAGLE_CHROMIUM.',
  );
}
