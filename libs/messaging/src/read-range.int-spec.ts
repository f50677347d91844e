import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { STREAMS } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import { bytes, newOrganization, testBus, text } from './bus.fixture.js';
import { readRange, type StreamRange } from './read-range.js';

describe('a range of a stream', () => {
  let nats: Awaited<ReturnType<typeof testBus>>;

  beforeAll(async () => {
    nats = await testBus();
  });
  afterAll(() => nats.close());

  /** Publishes numbered messages. @returns their sequences. */
  const publish = async (organizationId: OrganizationId, count: number): Promise<number[]> => {
    const sequences: number[] = [];
    for (let i = 0; i < count; i += 1) {
      const { sequence } = await nats.bus.publish(
        STREAMS.alerts.subject(organizationId, 'raised'),
        randomUUID(),
        bytes(String(i)),
      );
      sequences.push(sequence);
    }
    return sequences;
  };
  const read = async (
    organizationId: OrganizationId,
    range: Partial<StreamRange> & { upToSequence: number },
  ) => {
    const got: string[] = [];
    const end = await readRange(
      nats.bus,
      STREAMS.alerts,
      {
        subject: STREAMS.alerts.subject(organizationId, 'raised'),
        from: { afterSequence: 0 },
        silenceMsMax: 5_000,
        ...range,
      },
      ({ payload }) => got.push(text(payload)),
    );
    return { got, end };
  };

  test('is delivered up to its end, without messages that others wrote in between', async () => {
    const [ours, theirs] = [newOrganization(), newOrganization()];
    const first = await publish(ours, 2);
    await publish(theirs, 2);
    const second = await publish(ours, 3);
    const upToSequence = second[1] ?? 0;
    const { got, end } = await read(ours, { from: { afterSequence: first[0] ?? 0 }, upToSequence });
    assert.deepEqual(got, ['1', '0', '1']);
    assert.deepEqual(end, { reason: 'reached', lastSequence: upToSequence, missingUpTo: 0 });
  });

  test('ends when it is full', async () => {
    const ours = newOrganization();
    const sequences = await publish(ours, 5);
    const { got, end } = await read(ours, { upToSequence: sequences[4] ?? 0, countMax: 2 });
    assert.deepEqual([got, end.reason, end.lastSequence], [['0', '1'], 'full', sequences[1]]);
  });

  test('ends when its last message never comes', async () => {
    const ours = newOrganization();
    const sequences = await publish(ours, 2);
    const { got, end } = await read(ours, { upToSequence: (sequences[1] ?? 0) + 1_000, silenceMsMax: 300 });
    assert.deepEqual([got, end.reason], [['0', '1'], 'silent']);
  });

  test('ends when it is aborted, even while the stream is being opened', async () => {
    const ours = newOrganization();
    const sequences = await publish(ours, 2);
    const stop = new AbortController();
    const reading = read(ours, { upToSequence: (sequences[1] ?? 0) + 1_000, signal: stop.signal });
    stop.abort();
    assert.equal((await reading).end.reason, 'aborted');
    assert.equal((await read(ours, { upToSequence: 1, signal: stop.signal })).end.reason, 'aborted');
  });
});
