import type { SeriesReply } from '@eagle/contracts/bus';
import type { AssetId } from '@eagle/contracts/domain';
import type { Series } from '@eagle/contracts/rest';

const DOUBLE_BYTES = 8;
const CODE_BYTES = 2;

/** What the historian said, as clients get it. */
export function seriesOf(asset: AssetId, reply: SeriesReply): Series {
  const columns = reply.columns.map(({ name, min, max, mean, last, goodShare }) => {
    const lasts = numbersOf(last);
    const measure = (text: string | null) => (text === null ? lasts : numbersOf(text));
    return {
      name,
      min: measure(min),
      max: measure(max),
      mean: measure(mean),
      last: lasts,
      goodShare: numbersOf(goodShare),
    };
  });
  const { widthMs, gaps, missing, conflicts } = reply;
  return {
    asset,
    widthMs,
    timesMs: numbersOf(reply.timesMs).map((timeMs) => timeMs ?? 0),
    columns,
    labels: Object.fromEntries(
      Object.entries(reply.labels).map(([name, { names, codes }]) => [
        name,
        codesOf(codes).map((code) => names[code] ?? ''),
      ]),
    ),
    stateMs: Object.fromEntries(Object.entries(reply.stateMs).map(([state, ms]) => [state, numbersOf(ms)])),
    gaps,
    missing,
    conflicts,
  };
}

/** Little-endian doubles; what is no number becomes null, as JSON has none. */
export function numbersOf(base64: string): (number | null)[] {
  const bytes = Buffer.from(base64, 'base64');
  const numbers: (number | null)[] = [];
  for (let offset = 0; offset + DOUBLE_BYTES <= bytes.length; offset += DOUBLE_BYTES) {
    const value = bytes.readDoubleLE(offset);
    numbers.push(Number.isFinite(value) ? value : null);
  }
  return numbers;
}

function codesOf(base64: string): number[] {
  const bytes = Buffer.from(base64, 'base64');
  return Array.from({ length: Math.floor(bytes.length / CODE_BYTES) }, (_, i) =>
    bytes.readUInt16LE(i * CODE_BYTES),
  );
}
