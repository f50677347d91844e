import { performance } from 'node:perf_hooks';
import { defineFeatureSet } from './feature-set.js';
import { FeatureWindows } from './feature-windows.js';
import { furnace } from './furnace.fixture.js';
import { tagTable } from './tag-table.js';

/** Cost of the 183-feature set, printed as JSON: microseconds a row with 1, 50 and 500 assets taken in turn, after a warm-up. */
const config = furnace();
const featureSet = defineFeatureSet(config);
const table = tagTable(config);
const numbers = config.tags.filter((tag) => tag.type === 'number').length;

function measure(assets: number): { assets: number; rows: number; usPerRow: number } {
  const windows = Array.from(
    { length: assets },
    () => new FeatureWindows(featureSet, table, config.settings),
  );
  const values = new Float64Array(table.tags.length);
  const out = new Float32Array(featureSet.width * 64);
  let seed = 1;
  const chance = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const run = (fromRow: number, toRow: number): void => {
    for (let row = fromRow; row < toRow; row += 1) {
      for (let i = 0; i < values.length; i += 1) {
        values[i] =
          i < numbers ? 880 + Math.round(20 * Math.sin(row / 60 + i) + 4 * chance()) : +(chance() < 0.01);
      }
      for (let asset = 0; asset < assets; asset += 1) {
        windows[asset]?.push(row * 1_000, values, out, (asset & 63) * featureSet.width);
      }
    }
  };
  const warmUpRows = 700;
  run(0, warmUpRows);
  const rows = Math.max(400, Math.ceil(100_000 / assets));
  const startedMs = performance.now();
  run(warmUpRows, warmUpRows + rows);
  const elapsedMs = performance.now() - startedMs;
  return {
    assets,
    rows: rows * assets,
    usPerRow: Number(((elapsedMs * 1_000) / (rows * assets)).toFixed(3)),
  };
}

const results = [1, 50, 500].map(measure);
process.stdout.write(`${JSON.stringify({ bench: 'features', features: featureSet.width, results })}\n`);
