import type { SeriesReply } from '@eagle/contracts/bus';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { QUALITY } from '@eagle/contracts/frames';
import type { SeriesAnswer, SeriesColumn } from '@eagle/telemetry';
import { qualityName } from './quality-names.js';

/**
 * Characters of the columns of one answer: the message server takes 8 MiB, and the rest of an
 * answer is small.
 */
const COLUMN_CHARACTERS_MAX = 7 * 1024 * 1024;

/** Base64 of the array as it lies in memory: little-endian on every machine that Node runs on. */
const base64 = ({ buffer, byteOffset, byteLength }: Float64Array | Uint16Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

/**
 * An answer as a message.
 * @param unitOf  Unit of a column.
 * @throws AppError `TELEMETRY.ANSWER_TOO_LARGE` (invalid).
 */
export function encodeSeries(
  organizationId: OrganizationId,
  answer: SeriesAnswer,
  unitOf: (column: string) => string,
): SeriesReply {
  const { widthMs, timesMs, columns, labels, stateMs, gaps, missing, conflicts } = answer;
  const reply: SeriesReply = {
    organizationId,
    widthMs,
    timesMs: base64(timesMs),
    columns: [...columns].map(([name, column]) => ({
      name,
      unit: unitOf(name),
      ...(widthMs === 0 ? encodeRows(column) : encodeBuckets(column)),
    })),
    labels: Object.fromEntries(
      [...labels].map(([name, { names, codes }]) => [name, { names: [...names], codes: base64(codes) }]),
    ),
    stateMs: Object.fromEntries([...stateMs].map(([state, ms]) => [state, base64(ms)])),
    gaps: gaps.map(({ fromMs, toMs }) => ({ fromMs, toMs })),
    missing: missing.map(({ fromMs, toMs, rows, reason }) => ({ fromMs, toMs, rows, reason })),
    conflicts: {
      count: conflicts.count,
      first: conflicts.first.map(({ timeMs, sequences }) => ({ timeMs, sequences: [...sequences] })),
    },
  };
  if (charactersOf(reply) > COLUMN_CHARACTERS_MAX) throw answerTooLarge();
  return reply;
}

export const answerTooLarge = (): AppError => {
  const detail = 'The answer would be too large: ask for fewer points or name fewer tags.';
  return new AppError('TELEMETRY.ANSWER_TOO_LARGE', detail, { errors: [{ pointer: '/points', detail }] });
};

type Measures = Omit<SeriesReply['columns'][number], 'name' | 'unit'>;

const encodeBuckets = ({ min, max, mean, last, goodShare }: SeriesColumn): Measures => ({
  min: base64(min),
  max: base64(max),
  mean: base64(mean),
  last: base64(last),
  goodShare: base64(goodShare),
  quality: null,
});

const encodeRows = ({ last, quality }: SeriesColumn): Measures => ({
  min: null,
  max: null,
  mean: null,
  last: base64(last),
  goodShare: null,
  quality: quality === null ? null : encodeQuality(quality),
});

function encodeQuality(quality: Uint8Array): Measures['quality'] {
  if (quality.every((code) => code === QUALITY.good)) return null;
  const found = [...new Set(quality)];
  return {
    names: found.map((code) => qualityName(code) ?? ''),
    codes: base64(Uint16Array.from(quality, (code) => found.indexOf(code))),
  };
}

function charactersOf({ timesMs, columns, labels, stateMs, gaps }: SeriesReply): number {
  const texts = [
    timesMs,
    ...columns.flatMap(({ min, max, mean, last, goodShare, quality }) => [
      min,
      max,
      mean,
      last,
      goodShare,
      quality?.codes,
    ]),
    ...Object.values(labels).map(({ codes }) => codes),
    ...Object.values(stateMs),
  ];
  const GAP_CHARACTERS = 56;
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), gaps.length * GAP_CHARACTERS);
}
