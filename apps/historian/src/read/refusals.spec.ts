import { assetUnknown, rangeBeforeRecord, tagsUnknown } from './refusals.js';

test.each([
  [assetUnknown('pump-9'), 'TELEMETRY.ASSET_UNKNOWN', '/asset', 'pump-9'],
  [tagsUnknown(['a', 'b']), 'TELEMETRY.TAG_UNKNOWN', '/tags', 'a, b'],
  [rangeBeforeRecord(0), 'TELEMETRY.RANGE_BEFORE_RECORD', '/to', '1970-01-01T00:00:00.000Z'],
])('%s points at what is wrong, and names it', (error, code, pointer, named) => {
  expect(error).toMatchObject({ code, details: { errors: [{ pointer, detail: error.message }] } });
  expect(error.message).toContain(named);
});

test('a range before the record says from when on there are rows', () => {
  expect(rangeBeforeRecord(1_234).details['recordedFromMs']).toBe(1_234);
});
