import assert from 'node:assert/strict';
import { STREAMS } from '@eagle/contracts/bus';
import { assetIdSchema } from '@eagle/contracts/domain';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { bytes, eventually, newOrganization, testBus, text } from './bus.fixture.js';

/** Longer than any test: whatever comes, came without waiting for it. */
const LONG_MS = 600_000;

describe('following a stream of which messages are gathered', () => {
  let nats: Awaited<ReturnType<typeof testBus>>;
  const subject = STREAMS.scans.subject(newOrganization(), assetIdSchema.parse('line-1'));
  const publish = (names: readonly string[]) =>
    Promise.all(names.map((name) => nats.bus.publish(subject, name, bytes(name))));
  const names = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  const follow = async (gatherMs: number, from: 'new' | { afterSequence: number }) => {
    const seen: string[] = [];
    const consumer = await nats.bus.follow(STREAMS.scans, {
      from,
      gatherMs,
      onMessage: (message) => {
        seen.push(text(message.payload));
        return seen.length % 7 === 0 ? new Promise<void>((resolve) => setImmediate(resolve)) : undefined;
      },
    });
    return { seen, consumer };
  };

  beforeEach(async () => {
    nats = await testBus();
  });
  afterEach(() => nats.close());

  test('reads at once all that is stored, however much, and then leaves no request at the server', async () => {
    await publish(names('stored', 1_500));
    const { seen, consumer } = await follow(LONG_MS, { afterSequence: 0 });
    await eventually(() => seen.length === 1_500);
    assert.deepEqual(seen, names('stored', 1_500));
    await publish(names('later', 3));
    const raw = await connect({ servers: nats.server.url });
    const { consumers } = await jetstreamManager(raw);
    const [info] = await consumers.list(STREAMS.scans.name).next();
    await raw.close();
    expect(info).toMatchObject({ num_pending: 3, num_waiting: 0 });
    await consumer.stop();
  });

  test('takes up later what was stored meanwhile', async () => {
    const { seen, consumer } = await follow(20, 'new');
    for (const part of ['one', 'two', 'three']) {
      await publish(names(part, 5));
      await eventually(() => seen.includes(`${part}-4`));
    }
    assert.deepEqual(
      seen,
      ['one', 'two', 'three'].flatMap((part) => names(part, 5)),
    );
    await consumer.stop();
  });

  test('loses and doubles nothing when the server is killed', async () => {
    const { seen, consumer } = await follow(20, 'new');
    const wanted = names('kill', 3_000);
    const publishing = (async () => {
      for (let from = 0; from < wanted.length; from += 100) await publish(wanted.slice(from, from + 100));
    })();
    for (const at of [500, 1_500]) {
      await eventually(() => seen.length > at);
      await nats.killAndRestart();
    }
    await publishing;
    await eventually(() => seen.length >= wanted.length);
    assert.equal(seen.length, new Set(seen).size, 'nothing twice');
    assert.deepEqual(seen.toSorted(), wanted.toSorted(), 'nothing skipped');
    await consumer.stop();
  });
});
