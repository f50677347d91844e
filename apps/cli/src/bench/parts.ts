import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { projectRoot } from '../start/platform.js';
import { figure, type Figure } from './figure.js';

const run = promisify(execFile);
const RUN_TIMEOUT_MS = 120_000;

/** Figures of one part, and all that was measured for whoever wants more than the figures. */
export interface PartResult {
  readonly figures: readonly Figure[];
  readonly details: unknown;
}

/** What onnxruntime alone does with the same model in the same run. */
export interface RawLimit {
  readonly rowsPerSecond: number;
}

const featuresSchema = z.object({
  features: z.number().int(),
  results: z.array(z.object({ assets: z.number(), rows: z.number(), usPerRow: z.number() })),
});

/** Cost of the 183-feature set. */
export async function benchFeatures(): Promise<PartResult> {
  const details = featuresSchema.parse(await jsonOf('libs/features/dist/features.bench.js'));
  const figures = details.results.map(({ assets, usPerRow }) =>
    figure({
      part: 'features',
      name: `${details.features} features, ${assets} assets`,
      value: usPerRow,
      unit: 'us a row',
      ...(assets === 50 ? { bar: { atMost: 3 } } : {}),
    }),
  );
  return { figures, details };
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

/** onnxruntime alone, and prediction's whole step on the same rows. */
export async function benchInference(): Promise<PartResult & { raw: RawLimit }> {
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
      limit: { what: 'onnxruntime alone', value: 1e6 / rawUsPerRow },
    }),
  ]);
  const best = Math.min(...details.cases.map(({ rawUsPerRow }) => rawUsPerRow));
  return { figures, details, raw: { rowsPerSecond: 1e6 / best } };
}

/** How a script is run, beside its defaults. */
export interface ScriptRun {
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** What a measuring script prints. */
export async function jsonOf(
  script: string,
  { args = [], nodeArgs = [], env = {}, timeoutMs = RUN_TIMEOUT_MS }: ScriptRun = {},
): Promise<unknown> {
  const { stdout } = await run(process.execPath, [...nodeArgs, path.join(projectRoot, script), ...args], {
    timeout: timeoutMs,
    maxBuffer: 16 * 1024 * 1024,
    env: { ...process.env, ...env },
  });
  return JSON.parse(stdout);
}
