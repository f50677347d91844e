import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { projectRoot } from '../../../start/platform.js';
import type { PartResult } from '../../parts.js';
import { webFigure } from '../web-bench.js';

const SCRIPT = path.join(projectRoot, 'apps/web/build/verify-tokens.mjs');
const outputSchema = z.object({ stdout: z.string() });

/** Contrast of every pair of colours that is used, and distances as colour-blind people see them. */
export async function contrast(): Promise<PartResult> {
  const below = /(\d+) below their minimum/.exec(await checked())?.[1];
  const figures = [
    webFigure({
      name: 'pairs of colours below their contrast or distance',
      value: Number(below ?? 0),
      unit: 'pairs',
      bar: 'webContrast',
    }),
  ];
  return { figures, details: null };
}

/** What the script prints; it ends with 1 where a pair is below its minimum. */
async function checked(): Promise<string> {
  try {
    return (await promisify(execFile)(process.execPath, [SCRIPT])).stdout;
  } catch (error) {
    const output = outputSchema.safeParse(error);
    if (!output.success || !output.data.stdout.includes('below their minimum')) throw error;
    return output.data.stdout;
  }
}
