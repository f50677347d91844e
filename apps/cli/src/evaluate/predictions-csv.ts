import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@eagle/contracts/domain';
import { readHoldOutFeatures, readReference } from '@eagle/learning';
import { compileConfidence } from '@eagle/models';
import type { LearnedTarget } from './learn-targets.js';
import type { Understood } from './understand.js';

const MINUTE_MS = 60_000;
const HEADER = 'ts,asset,component,probability,confidence,ttf_low,ttf_mid,ttf_high\n';

/**
 * Writes the predictions for every held-out row, so that others can score them: the likeliest
 * component, the probability of any failure within the horizon, confidence, and the time to failure
 * in minutes (quantiles 10, 50, 90). A quantile beyond the horizon is empty: the model has learned
 * nothing that far ahead, so the value would be no remaining life.
 * @throws AppError `EVALUATE.NOT_WRITABLE` (invalid).
 */
export async function writePredictions(
  file: string,
  understood: Understood,
  targets: readonly LearnedTarget[],
): Promise<void> {
  try {
    await pipeline(Readable.from(linesOf(understood, targets)), createWriteStream(file));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('EVALUATE.NOT_WRITABLE', `${file} cannot be written: ${why}`, {}, { cause });
  }
}

async function* linesOf(understood: Understood, targets: readonly LearnedTarget[]): AsyncGenerator<string> {
  yield HEADER;
  for (const target of targets) yield* linesOfTarget(understood, target);
}

async function* linesOfTarget(
  { lanes, realNames, scale }: Understood,
  target: LearnedTarget,
): AsyncGenerator<string> {
  const { holdOut, scores } = target.learned;
  const { components } = target.plan;
  const reference = await readReference(target.outFolder);
  const confidence = compileConfidence(reference);
  const assetOf = new Map<string, string>(lanes.map(({ laneId, asset }) => [laneId, asset]));
  const assets = holdOut.assetIds.map((assetId) => assetOf.get(assetId) ?? assetId);
  const rowsFile = path.join(path.dirname(target.outFolder), 'dataset', 'rows.arrow');
  let row = 0;
  for await (const { matrix, rows } of readHoldOutFeatures(rowsFile, reference.length)) {
    const lines: string[] = [];
    for (let i = 0; i < rows; i += 1, row += 1) {
      const probability = scores.probability[row] ?? NaN;
      lines.push(
        [
          new Date(holdOut.timesMs[row] ?? NaN).toISOString(),
          csvCell(assets[holdOut.asset[row] ?? 0] ?? ''),
          csvCell(
            realNames.component(
              target.component ?? components[likeliest(scores.component, row, components.length)] ?? '',
            ),
          ),
          shortened(probability),
          shortened(confidence.score(matrix, i * reference.length, probability)),
          ...[0, 1, 2].map((quantile) =>
            timeToFailure(scores.timeToFailure[row * 3 + quantile] ?? NaN, scale.horizonMs),
          ),
        ].join(','),
      );
    }
    if (lines.length > 0) yield `${lines.join('\n')}\n`;
  }
}

function likeliest(component: Float32Array, row: number, count: number): number {
  let best = 0;
  for (let c = 1; c < count; c += 1) {
    if ((component[row * count + c] ?? 0) > (component[row * count + best] ?? 0)) best = c;
  }
  return best;
}

const timeToFailure = (minutes: number, horizonMs: number): string =>
  minutes * MINUTE_MS <= horizonMs ? shortened(minutes) : '';

/** Names may hold the separator of cells. */
const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const shortened = (value: number): string => String(Number(value.toPrecision(7)));
