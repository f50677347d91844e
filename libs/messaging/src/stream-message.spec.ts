import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { STREAMS, type StreamDeclaration } from '@eagle/contracts/bus';
import { modelVersionSchema, organizationIdSchema } from '@eagle/contracts/domain';
import { printed, recordedMessages } from '@eagle/contracts/recorded-messages';
import { headers } from '@nats-io/nats-core';
import { dispositionOf, ORDERED_CONSUMER_LIMITS } from './acknowledgement.js';
import { StreamMessage } from './stream-message.js';

/** The message as a service's consumer receives it. */
function received(stream: StreamDeclaration, organizationId: string, payload: Uint8Array) {
  const subject = stream.subjects[0].replace('*', organizationId).replaceAll('*', 'line');
  return StreamMessage.stored(stream.codec, {
    subject,
    data: payload,
    seq: 7,
    lastSequence: 6,
    pending: 0,
    header: headers(),
    time: new Date(0),
    timestamp: new Date(0).toISOString(),
    json: () => assert.fail('read by its codec only'),
    string: () => assert.fail('read by its codec only'),
  });
}

const OWNER = '3f0c9a52-4a1e-4b7e-9a55-0d9d6a1f2b01';
const DECLARED: readonly StreamDeclaration[] = Object.values(STREAMS);

describe('a message that a consumer delivers', () => {
  for (const recorded of recordedMessages()) {
    const stream: StreamDeclaration = STREAMS[recorded.stream];
    const readers = Object.values(stream.readBy).flat();
    for (const reader of readers) {
      test(`lets ${reader} read the recorded message of ${stream.name} in version ${recorded.version}`, () => {
        assert.equal(printed(received(stream, OWNER, recorded.payload).decode()), recorded.says);
      });
    }
    test(`refuses a message of ${stream.name} on the subject of another organization`, () => {
      const message = received(stream, randomUUID(), recorded.payload);
      assert.throws(() => message.decode(), { code: 'BUS.WRONG_TENANT' });
    });
  }

  test('was recorded for every stream', () => {
    const recorded = new Set<string>(recordedMessages().map(({ stream }) => STREAMS[stream].name));
    for (const { name } of DECLARED) assert.ok(recorded.has(name), name);
  });

  test('goes to the dead letters at once if its version is unknown', () => {
    const payload = STREAMS.models.codec.encode({
      v: 1,
      organizationId: organizationIdSchema.parse(OWNER),
      version: modelVersionSchema.parse('1.0.0'),
      artifactPath: 'a/1.0.0',
      promote: true,
    });
    const newer = new TextEncoder().encode(new TextDecoder().decode(payload).replace('"v":1', '"v":2'));
    const message = received(STREAMS.models, OWNER, newer);
    const error = thrownBy(() => message.decode());
    const { action, code } = dispositionOf(error, 1, ORDERED_CONSUMER_LIMITS, 0);
    assert.deepEqual([action, code], ['dead-letter', 'BUS.VERSION_UNKNOWN']);
  });

  test('goes to the dead letters at once if it is not JSON', () => {
    const message = received(STREAMS.models, OWNER, new TextEncoder().encode('{'));
    const error = thrownBy(() => message.decode());
    const { action, code } = dispositionOf(error, 1, ORDERED_CONSUMER_LIMITS, 0);
    assert.deepEqual([action, code], ['dead-letter', 'BUS.PAYLOAD_INVALID']);
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}
