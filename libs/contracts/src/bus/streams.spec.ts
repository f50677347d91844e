import assert from 'node:assert/strict';
import { AppError } from '../domain/errors/app-error.js';
import { assetIdSchema, organizationIdSchema } from '../domain/ids.js';
import { printed, recordedMessages, STREAM_KEYS } from './fixtures/recorded-messages.js';
import { SAMPLE_MESSAGES } from './fixtures/sample-messages.js';
import { STREAMS, type StreamKey } from './streams.js';

const organizationId = organizationIdSchema.parse('3f0c9a52-4a1e-4b7e-9a55-0d9d6a1f2b01');
const assetId = assetIdSchema.parse('line-1');

/** Subjects of an organization, as they are published. */
const SUBJECTS: { readonly [K in StreamKey]: readonly string[] } = {
  scans: [STREAMS.scans.subject(organizationId, assetId)],
  features: [STREAMS.features.subject(organizationId)],
  predictions: [STREAMS.predictions.subject(organizationId)],
  shadow: [STREAMS.shadow.subject(organizationId)],
  alerts: [STREAMS.alerts.subject(organizationId, 'raised')],
  events: [
    STREAMS.events.subject(organizationId, 'error'),
    STREAMS.events.subject(organizationId, 'given-maintenance'),
  ],
  models: [STREAMS.models.subject(organizationId)],
  deadLetters: [STREAMS.deadLetters.subject(organizationId, 'rows')],
};

const fits = (pattern: string, subject: string): boolean => {
  const [wanted, tokens] = [pattern.split('.'), subject.split('.')];
  return (
    wanted.length === tokens.length && wanted.every((token, at) => token === '*' || token === tokens[at])
  );
};

for (const key of STREAM_KEYS) {
  const { subjects, codec, subjectsOf, readBy, writtenBy } = STREAMS[key];

  describe(`the declaration of ${key}`, () => {
    test('takes the subjects that it makes, and finds them by organization', () => {
      for (const subject of SUBJECTS[key]) {
        assert.ok(
          subjects.some((pattern) => fits(pattern, subject)),
          subject,
        );
        assert.ok(fits(subjectsOf(organizationId), subject), subject);
        assert.equal(subject.split('.')[1], organizationId);
      }
    });

    test('has a writer and a reader', () => {
      assert.notEqual(Object.keys(writtenBy).length, 0);
      assert.notEqual(Object.keys(readBy).length, 0);
    });

    test('has a recorded message of the present version', () => {
      const found = recordedMessages().some(
        ({ stream, version }) => stream === key && version === codec.version,
      );
      assert.ok(found, 'record one: node libs/contracts/dist/bus/fixtures/record-messages.js');
    });

    test('still reads every recorded message', () => {
      for (const { payload, says } of recordedMessages().filter(({ stream }) => stream === key))
        assert.equal(printed(codec.decode(payload)), says);
    });

    test('refuses an unknown version', () => {
      assert.throws(
        () => codec.decode(ofVersion(key, codec.version + 1)),
        (error) => error instanceof AppError && error.code === 'BUS.VERSION_UNKNOWN' && !error.retryable,
      );
    });
  });
}

/** The sample, marked with another version. */
function ofVersion(key: StreamKey, version: number): Uint8Array {
  const payload = SAMPLE_MESSAGES[key].slice();
  if (STREAMS[key].codec.encoding === 'json') {
    const text = new TextDecoder().decode(payload).replace(/"v":\d+/, `"v":${version}`);
    return new TextEncoder().encode(text);
  }
  new DataView(payload.buffer, payload.byteOffset).setUint32(12, version, true);
  return payload;
}
