/** In this order: most browsers name others too. */
const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['HeadlessChrome/', 'Chromium'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const;

export interface Device {
  readonly browser: string;
  readonly system: string | null;
}

/** @param client  The name that a client gives itself. Null: no browser is named in it. */
export function deviceOf(client: string): Device | null {
  const browser = BROWSERS.find(([sign]) => client.includes(sign))?.[1];
  if (browser === undefined) return null;
  return { browser, system: SYSTEMS.find(([sign]) => client.includes(sign))?.[1] ?? null };
}
