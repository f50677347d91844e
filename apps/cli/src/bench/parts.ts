import { z } from 'zod';
import { figure, type Figure } from './figure.js';
import { cpuOfRow, withRowCost } from './row-yardstick.js';
import { jsonOf } from './run-script.js';

/** Figures of one part, and all measurements behind them. */
export interface PartResult {
  readonly figures: readonly Figure[];
  readonly details: unknown;
}

/** The number of assets that the bar is for. */
const BARRED_ASSETS = 50;

const featuresSchema = z.object({
  features: z.number().int(),
  results: z.array(
    z.object({ assets: z.number(), rows: z.number(), usPerRow: z.number(), cpuUsPerRow: z.number() }),
  ),
});

/** CPU cost of the 183-feature set. */
export async function benchFeatures(): Promise<PartResult> {
  const { measured, row } = await withRowCost(async () =>
    featuresSchema.parse(await jsonOf('libs/features/dist/features.bench.js')),
  );
  const figures = measured.results.map(({ assets, cpuUsPerRow }) =>
    figure({
      part: 'features',
      name: `${measured.features} features, ${assets} assets`,
      value: cpuUsPerRow,
      unit: 'us CPU per row',
      yardstick: cpuOfRow(row),
      ...(assets === BARRED_ASSETS ? { bar: 'features' } : {}),
    }),
  );
  return { figures, details: { ...measured, row } };
}

const predictionSchema = z.object({
  trees: z.number().int(),
  features: z.number().int(),
  confidenceUsPerRow: z.number(),
  cases: z.array(
    z.object({
      rows: z.number().int(),
      stepUsPerRow: z.number(),
      rawUsPerRow: z.number(),
      ratio: z.number(),
    }),
  ),
});

/** onnxruntime alone, and the whole step of prediction on the same rows. */
export async function benchInference(): Promise<PartResult> {
  const details = predictionSchema.parse(await jsonOf('apps/prediction/dist/prediction.bench.js'));
  const figures = details.cases.flatMap(({ rows, stepUsPerRow, rawUsPerRow }) => [
    figure({
      part: 'inference',
      name: `onnxruntime alone, ${details.trees} trees, batches of ${rows}`,
      value: 1e6 / rawUsPerRow,
      unit: 'rows/s',
    }),
    figure({
      part: 'inference',
      name: `prediction's step, batches of ${rows}`,
      value: 1e6 / stepUsPerRow,
      unit: 'rows/s',
      yardstick: { what: `onnxruntime alone, batches of ${rows}`, value: 1e6 / rawUsPerRow },
    }),
  ]);
  return { figures, details };
}
