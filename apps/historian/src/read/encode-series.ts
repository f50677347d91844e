import type { SeriesReply } from '@eagle/contracts/bus';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import type { SeriesAnswer, SeriesColumn } from '@eagle/telemetry';

/** Characters of the columns of one answer: the message server takes 8 MiB, and the rest of an answer is small. */
const COLUMN_CHARACTERS_MAX = 7 * 1024 * 1024;

/** Base64 of the array as it lies in memory: little-endian on every machine that Node runs on. */
const base64 = ({ buffer, byteOffset, byteLength }: Float64Array | Uint16Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

/**
 * An answer as a message.
 * @throws AppError `TELEMETRY.ANSWER_TOO_LARGE` (invalid).
 */
export function encodeSeries(organizationId: OrganizationId, answer: SeriesAnswer): SeriesReply {
  const { widthMs, timesMs, columns, labels, stateMs, gaps, missing, conflicts } = answer;
  const reply: SeriesReply = {
    organizationId,
    widthMs,
    timesMs: base64(timesMs),
    columns: [...columns].map(([name, column]) => encodeColumn(name, column, widthMs === 0)),
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

/** Of rows as they are, the other measures are the value itself. */
function encodeColumn(name: string, column: SeriesColumn, isRaw: boolean): SeriesReply['columns'][number] {
  const measure = (numbers: Float64Array): string | null => (isRaw ? null : base64(numbers));
  return {
    name,
    min: measure(column.min),
    max: measure(column.max),
    mean: measure(column.mean),
    last: base64(column.last),
    goodShare: base64(column.goodShare),
  };
}

function charactersOf({ timesMs, columns, labels, stateMs, gaps }: SeriesReply): number {
  const texts = [
    timesMs,
    ...columns.flatMap(({ min, max, mean, last, goodShare }) => [min, max, mean, last, goodShare]),
    ...Object.values(labels).map(({ codes }) => codes),
    ...Object.values(stateMs),
  ];
  const GAP_CHARACTERS = 56;
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), gaps.length * GAP_CHARACTERS);
}
