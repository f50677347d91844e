import { writeFileSync } from 'node:fs';
import path from 'node:path';

const HOUR_MS = 3_600_000;
export const FLEET_STARTS_MS = Date.UTC(2024, 0, 1);
/** How long a unit wears before it fails. */
const WEARS_HOURS = 30;

/** Numbers in [-0.5, 0.5), the same every time. */
function noiseFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647 - 0.5;
  };
}

export interface MadeFleet {
  readonly units: number;
  /** Whether vibration shows the wear; otherwise nothing does. */
  readonly wearShows: boolean;
}

/**
 * Units that run to failure once, an hour a row. Each fails some hours after its last row, at a
 * random age. One column holds text, which is no signal.
 */
export function writeFleet(folder: string, { units, wearShows }: MadeFleet): void {
  const noise = noiseFrom(7);
  const rows = ['ts,asset,vibration,load,shift'];
  const failures = ['asset,ts,component'];
  for (let unit = 0; unit < units; unit += 1) {
    const name = `unit-${unit}`;
    const lastsHours = 130 + Math.round(80 * (noise() + 0.5));
    const recordedHours = lastsHours - 2 - Math.round(3 * (noise() + 0.5));
    for (let hour = 0; hour < recordedHours; hour += 1) {
      const worn = Math.max(0, hour - (lastsHours - WEARS_HOURS)) / WEARS_HOURS;
      const vibration = 2 + 0.6 * noise() + (wearShows ? 3 * worn : 0);
      const at = new Date(FLEET_STARTS_MS + hour * HOUR_MS).toISOString();
      rows.push(
        `${at},${name},${vibration.toFixed(3)},${(50 + 20 * noise()).toFixed(1)},${hour % 24 < 12 ? 'day' : 'night'}`,
      );
    }
    failures.push(`${name},${new Date(FLEET_STARTS_MS + lastsHours * HOUR_MS).toISOString()},bearing`);
  }
  writeFileSync(path.join(folder, 'telemetry.csv'), `${rows.join('\n')}\n`);
  writeFileSync(path.join(folder, 'failures.csv'), `${failures.join('\n')}\n`);
}
