import { z } from 'zod';
import type { Yardstick } from './figure.js';
import { jsonOf } from './run-script.js';

const measuredSchema = z.object({ trees: z.number(), usPerRow: z.number(), cpuUsPerRow: z.number() });

/**
 * The time of raw onnxruntime for a row of a batch of 64, on one thread: the yardstick of all CPU
 * figures.
 */
export interface RowCost {
  readonly usPerRow: number;
  readonly cpuUsPerRow: number;
}

const WHAT = 'onnxruntime alone';

/** Takes about a second of one core. */
export async function rowCost(): Promise<RowCost> {
  return measuredSchema.parse(await jsonOf('apps/prediction/dist/raw-rows.bench.js'));
}

/**
 * Measures the yardstick before and after `work`: machines change within minutes.
 * @returns the result of `work`, and the mean of both.
 */
export async function withRowCost<T>(
  measure: () => Promise<T>,
): Promise<{ readonly measured: T; readonly row: RowCost }> {
  const before = await rowCost();
  const measured = await measure();
  const after = await rowCost();
  const row = {
    usPerRow: (before.usPerRow + after.usPerRow) / 2,
    cpuUsPerRow: (before.cpuUsPerRow + after.cpuUsPerRow) / 2,
  };
  return { measured, row };
}

/** Yardstick of figures in CPU microseconds. */
export const cpuOfRow = ({ cpuUsPerRow }: RowCost): Yardstick => ({
  what: `${WHAT}, a row of 64`,
  value: cpuUsPerRow,
});

/** Yardstick of figures in rows a second. */
export const rowsPerSecond = ({ usPerRow }: RowCost): Yardstick => ({
  what: `${WHAT}, batches of 64`,
  value: 1e6 / usPerRow,
});

/** Yardstick of figures in milliseconds. */
export const batchOf64 = ({ usPerRow }: RowCost): Yardstick => ({
  what: `${WHAT}, a batch of 64`,
  value: (usPerRow * 64) / 1_000,
});
