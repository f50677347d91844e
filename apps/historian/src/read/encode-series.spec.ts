import assert from 'node:assert/strict';
import { organizationIdSchema, qualityNameSchema } from '@eagle/contracts/domain';
import { QUALITY } from '@eagle/contracts/frames';
import { NOT_RECORDED, type SeriesAnswer } from '@eagle/telemetry';
import fc from 'fast-check';
import { encodeSeries } from './encode-series.js';

const organizationId = organizationIdSchema.parse('0b8f0a52-7d0f-4c11-9d6e-0d8f8c1d2e3f');
const bytesOf = (numbers: Float64Array): string =>
  Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('hex');
const bytesOfText = (base64: string | null | undefined): string =>
  Buffer.from(base64 ?? '', 'base64').toString('hex');
const codesOf = (base64: string): number[] => {
  const bytes = Buffer.from(base64, 'base64');
  return Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readUInt16LE(i * 2));
};

const anyNumber = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, -0, 5e-324, Number.MAX_VALUE));
/** Also parts of larger arrays, as readers of blocks give them. */
const numbersOf = (points: number): fc.Arbitrary<Float64Array> =>
  fc
    .tuple(fc.nat(3), fc.array(anyNumber, { minLength: points, maxLength: points }))
    .map(([before, numbers]) =>
      Float64Array.from([...new Array<number>(before).fill(7), ...numbers]).subarray(before),
    );
const qualityOf = (points: number): fc.Arbitrary<Uint8Array> =>
  fc
    .array(fc.constantFrom(NOT_RECORDED, ...Object.values(QUALITY)), { minLength: points, maxLength: points })
    .map((codes) => Uint8Array.from(codes));

const answerOf = (points: number, widthMs: number): fc.Arbitrary<SeriesAnswer> =>
  fc.record({
    widthMs: fc.constant(widthMs),
    timesMs: numbersOf(points),
    columns: fc
      .record({
        min: numbersOf(points),
        max: numbersOf(points),
        mean: numbersOf(points),
        last: numbersOf(points),
        goodShare: numbersOf(points),
        quality: widthMs === 0 ? qualityOf(points) : fc.constant(null),
      })
      .map((column) => new Map([['flow', column]])),
    labels: fc.constant(new Map()),
    stateMs: numbersOf(points).map((ms) => new Map([['running', ms]])),
    gaps: fc.constant([]),
    missing: fc.constant([]),
    conflicts: fc.constant({ count: 0, first: [] }),
  });
const anyAnswer = fc
  .tuple(fc.nat(40), fc.constantFrom(0, 60_000))
  .chain(([points, widthMs]) => answerOf(points, widthMs));

test('numbers are sent bit for bit', () => {
  fc.assert(
    fc.property(anyAnswer, (answer) => {
      const reply = encodeSeries(organizationId, answer, () => 'bar');
      const [sent] = reply.columns;
      const column = answer.columns.get('flow');
      assert.ok(column !== undefined);
      const measures = answer.widthMs === 0 ? ['last'] : ['min', 'max', 'mean', 'last', 'goodShare'];
      for (const measure of ['min', 'max', 'mean', 'last', 'goodShare'] as const) {
        const expected = measures.includes(measure) ? bytesOf(column[measure]) : '';
        expect(bytesOfText(sent?.[measure])).toBe(expected);
      }
      expect(bytesOfText(reply.timesMs)).toBe(bytesOf(answer.timesMs));
      expect(bytesOfText(reply.stateMs['running'])).toBe(
        bytesOf(answer.stateMs.get('running') ?? new Float64Array()),
      );
      expect(sent).toMatchObject({ name: 'flow', unit: 'bar' });
    }),
  );
});

test('the quality of a row is sent by its name, and not at all where all are good', () => {
  const nameOf = (code: number) => qualityNameSchema.options.find((name) => QUALITY[name] === code) ?? '';
  fc.assert(
    fc.property(anyAnswer, (answer) => {
      const quality = encodeSeries(organizationId, answer, () => '').columns[0]?.quality ?? null;
      const expected = Array.from(answer.columns.get('flow')?.quality ?? [], nameOf);
      const isAllGood = expected.every((name) => name === 'good');
      const found = codesOf(quality?.codes ?? '').map((code) => quality?.names[code]);
      expect(found).toEqual(isAllGood ? [] : expected);
    }),
  );
});

test('an answer that no message can carry is refused, and what to ask for instead is said', () => {
  const [small] = fc.sample(answerOf(1, 0), 1);
  assert.ok(small !== undefined);
  const large = { ...small, timesMs: new Float64Array(1_000_000) };
  assert.throws(() => encodeSeries(organizationId, large, () => ''), {
    code: 'TELEMETRY.ANSWER_TOO_LARGE',
    details: {
      errors: [
        {
          pointer: '/points',
          detail: 'The answer would be too large: ask for fewer points or name fewer tags.',
        },
      ],
    },
  });
});
