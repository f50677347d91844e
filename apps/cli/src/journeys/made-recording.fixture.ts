import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const START_MS = Date.UTC(2024, 0, 1);
const MINUTES = 60 * 60;
export const ASSETS = ['kiln-1', 'kiln-2', 'kiln-3'];
/** How long before a failure the temperature begins to rise. */
const RISE_MS = 26 * MINUTE_MS;

/** One thing that happens to one asset of the made recording. */
export interface Happening {
  readonly asset: string;
  readonly atMs: number;
  /**
   * `announced`: the temperature rises, then it fails; `sudden`: it fails without a sign;
   * `harmless`: it rises, and nothing follows.
   */
  readonly kind: 'announced' | 'sudden' | 'harmless';
}

/**
 * Sixty hours of three kilns, a row a minute. A failure every five hours; the last sudden one and
 * the only harmless rise are in the newer third, which is played.
 */
export function happenings(): Happening[] {
  return ASSETS.flatMap((asset, index) =>
    Array.from({ length: 11 }, (_, turn): Happening => {
      const kind =
        turn === 9 && index === 0 ? 'sudden' : turn === 9 && index === 1 ? 'harmless' : 'announced';
      return { asset, atMs: START_MS + (5 * turn + 4 + index) * HOUR_MS, kind };
    }),
  );
}

export const MADE_CONFIG = {
  name: 'Kilns',
  speed: 20_000,
  settings: {
    features: { lagsMs: [600_000], windowsMs: [600_000] },
    prediction: {
      horizonMs: 1_800_000,
      leadMsMin: 300_000,
      probabilityMin: 0.5,
      confidenceMin: 0.3,
      consecutiveMin: 3,
    },
    alerts: { deduplicationWindowMs: 600_000, predictionClearAfterMs: 600_000 },
  },
};

/**
 * Writes the recording and its configuration into a folder.
 * @returns the path of the configuration.
 */
export function writeRecording(folder: string): string {
  const all = happenings();
  const lines = ['ts,asset,run,temperature,load'];
  let random = 1;
  const noise = (): number => {
    random = (random * 48_271) % 2_147_483_647;
    return random / 2_147_483_647 - 0.5;
  };
  for (const asset of ASSETS) {
    const own = all.filter((happening) => happening.asset === asset && happening.kind !== 'sudden');
    for (let minute = 0; minute < MINUTES; minute += 1) {
      const atMs = START_MS + minute * MINUTE_MS;
      const next = own.find((happening) => happening.atMs >= atMs && happening.atMs - atMs < RISE_MS);
      const risenMs = next === undefined ? 0 : RISE_MS - (next.atMs - atMs);
      const temperature = 800 + 4 * noise() + (1.5 * risenMs) / MINUTE_MS;
      const load = noise() > 0.45 ? '' : (60 + 20 * noise()).toFixed(1);
      lines.push(`${new Date(atMs).toISOString()},${asset},1,${temperature.toFixed(2)},${load}`);
    }
  }
  writeFileSync(path.join(folder, 'telemetry.csv.gz'), gzipSync(`${lines.join('\n')}\n`));
  const failures = all
    .filter(({ kind }) => kind !== 'harmless')
    .map(({ asset, atMs }) => `${asset},${new Date(atMs).toISOString()},lining`);
  writeFileSync(path.join(folder, 'failures.csv'), `asset,ts,component\n${failures.join('\n')}\n`);
  const config = path.join(folder, 'kilns.json');
  writeFileSync(config, JSON.stringify(MADE_CONFIG));
  return config;
}
