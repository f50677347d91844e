import { performance } from 'node:perf_hooks';
import { organizationSettingsSchema } from '@eagle/contracts/domain';
import { AssetFeatures } from './asset-features.js';
import { defineFeatureSet } from './feature-set.js';
import { FleetState } from './fleet-state.js';
import { furnace } from './furnace.fixture.js';
import { suggestFeatures } from './suggest-features.js';
import { tagTable } from './tag-table.js';

/**
 * Cost of the 183-feature set and, beside it, of every kind of feature that would be suggested for
 * the same line, printed as JSON: microseconds a row with 1, 50 and 500 assets taken in turn, after
 * a warm-up. The quickest of a few rounds counts, so that being set aside once does not show.
 */
const line = furnace();
const table = tagTable(line);
const ROUNDS = 8;
const numbers = line.tags.filter((tag) => tag.type === 'number').length;

interface Measured {
  readonly assets: number;
  readonly rows: number;
  readonly usPerRow: number;
  readonly cpuUsPerRow: number;
}

function measure(config: typeof line, assets: number): Measured {
  const featureSet = defineFeatureSet(config);
  const fleet = new FleetState(featureSet, config.settings);
  const windows = Array.from(
    { length: assets },
    () => new AssetFeatures(featureSet, table, config.settings, null, fleet),
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
        windows[asset]?.push(row * 1_000, values, 0, out, (asset & 63) * featureSet.width);
      }
    }
  };
  const warmUpRows = 700;
  run(0, warmUpRows);
  const rowsOfRound = Math.max(50, Math.ceil(100_000 / assets / ROUNDS));
  const rounds: { usPerRow: number; cpuUsPerRow: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const fromRow = warmUpRows + round * rowsOfRound;
    const [startedMs, cpuBefore] = [performance.now(), process.cpuUsage()];
    run(fromRow, fromRow + rowsOfRound);
    const { user, system } = process.cpuUsage(cpuBefore);
    const rows = rowsOfRound * assets;
    rounds.push({
      usPerRow: ((performance.now() - startedMs) * 1_000) / rows,
      cpuUsPerRow: (user + system) / rows,
    });
  }
  const least = (of: (round: (typeof rounds)[number]) => number): number =>
    Number(Math.min(...rounds.map(of)).toFixed(3));
  return {
    assets,
    rows: rowsOfRound * assets * ROUNDS,
    usPerRow: least(({ usPerRow }) => usPerRow),
    cpuUsPerRow: least(({ cpuUsPerRow }) => cpuUsPerRow),
  };
}

const suggested = {
  tags: line.tags,
  settings: organizationSettingsSchema.parse({
    features: suggestFeatures({ scanPeriodMs: 1_000, horizonMs: 300_000, tags: line.tags, assets: 50 }),
  }),
};
const [results, ofSuggested] = [line, suggested].map((config) =>
  [1, 50, 500].map((assets) => measure(config, assets)),
);
process.stdout.write(
  `${JSON.stringify({
    bench: 'features',
    features: defineFeatureSet(line).width,
    results,
    suggested: { features: defineFeatureSet(suggested).width, results: ofSuggested },
  })}\n`,
);
