import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { STREAMS } from '@eagle/contracts/bus';
import { AppError } from '@eagle/contracts/domain';
import { z } from 'zod';
import { bytes, eventually, newOrganization, testBus, text } from './bus.fixture.js';
import type { BusMessage } from './durable-consumer.types.js';
import { assertTenant } from './tenant.js';

/** Another process that takes messages, reports this, and never finishes them. */
function holdingProcess(url: string, options: object) {
  const body = `
    import { connectBus } from ${JSON.stringify(new URL('./index.js', import.meta.url).href)};
    import { STREAMS } from ${JSON.stringify(import.meta.resolve('@eagle/contracts/bus'))};
    const bus = await connectBus({ url: ${JSON.stringify(url)}, name: 'holder' });
    await bus.durableConsumer(STREAMS.features, {
      ...${JSON.stringify(options)},
      onMessage: () => { console.log('taken'); return new Promise(() => undefined); },
    });`;
  return spawn(process.execPath, ['--input-type=module', '-e', body], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('a durable consumer', () => {
  let nats: Awaited<ReturnType<typeof testBus>>;
  beforeAll(async () => {
    nats = await testBus();
  });
  afterAll(() => nats.close());

  const consumerOf = (
    organizationId: ReturnType<typeof newOrganization>,
    onMessage: (message: BusMessage) => Promise<void>,
    options: { pendingMax?: number; heldMax?: number; ackWaitMs?: number } = {},
  ) =>
    nats.bus.durableConsumer(STREAMS.features, {
      durable: `work-${organizationId}`,
      filterSubject: STREAMS.features.subject(organizationId),
      pendingMax: 8,
      onMessage,
      ...options,
    });

  test('delivers each message once and forgets handled messages', async () => {
    const organizationId = newOrganization();
    const seen: string[] = [];
    const consumer = await consumerOf(organizationId, async ({ payload, redelivered }) => {
      assert.equal(redelivered, false);
      seen.push(text(payload));
    });
    const wanted = Array.from({ length: 100 }, (_, index) => `${index}`);
    await Promise.all(
      wanted.map((name) =>
        nats.bus.publish(STREAMS.features.subject(organizationId), `${organizationId}-${name}`, bytes(name)),
      ),
    );
    await eventually(() => seen.length >= wanted.length);
    assert.deepEqual(seen, wanted);
    await eventually(
      async () =>
        (await nats.bus.lastMessage(STREAMS.features, STREAMS.features.subject(organizationId))) === null,
    );
    await consumer.stop();
  });

  /** Hands out sixty messages. @returns how many were in flight at once, at most. */
  async function mostInFlight(options: { pendingMax: number; heldMax?: number }): Promise<number> {
    const organizationId = newOrganization();
    let [inFlight, most, handled] = [0, 0, 0];
    const handle = async (): Promise<void> => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => setTimeout(resolve, 2));
      inFlight -= 1;
      handled += 1;
    };
    const consumer = await consumerOf(organizationId, handle, options);
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        nats.bus.publish(STREAMS.features.subject(organizationId), `${organizationId}-${index}`, bytes('x')),
      ),
    );
    await eventually(() => handled === 60);
    await consumer.stop();
    return most;
  }

  test('has no more than its bound in flight', async () => {
    const most = await mostInFlight({ pendingMax: 4 });
    assert.ok(most <= 4, `${most} at once`);
  });

  test('keeps the bound of this process, also where the whole queue may have more in flight', async () => {
    const most = await mostInFlight({ pendingMax: 100, heldMax: 4 });
    assert.ok(most <= 4, `${most} at once`);
  });

  test('retries while a dependency is unavailable, then goes on', async () => {
    const organizationId = newOrganization();
    const tries: boolean[] = [];
    const consumer = await consumerOf(organizationId, async ({ redelivered }) => {
      tries.push(redelivered);
      if (tries.length < 3) throw new AppError('PREDICTION.MODEL_LOADING', 'not yet');
    });
    await nats.bus.publish(STREAMS.features.subject(organizationId), `${organizationId}-1`, bytes('x'));
    await eventually(() => tries.length === 3);
    assert.deepEqual(tries, [false, true, true]);
    assert.equal(nats.bus.counters.retried['PREDICTION.MODEL_LOADING'], 2);
    await consumer.stop();
  });

  test('sends a message that cannot be parsed, or belongs to another organization, to the dead letters at once, with the reason', async () => {
    const [mine, other] = [newOrganization(), newOrganization()];
    const handled: string[] = [];
    const consumer = await consumerOf(mine, async (message) => {
      const name = text(message.payload);
      handled.push(name);
      if (name === 'unreadable') z.object({ v: z.literal(1) }).parse({});
      if (name === 'foreign') assertTenant(message, other);
    });
    for (const name of ['unreadable', 'foreign', 'good']) {
      await nats.bus.publish(STREAMS.features.subject(mine), `${mine}-${name}`, bytes(name), {
        'X-Kind': 'frame',
      });
    }
    await eventually(
      async () => (await nats.bus.deadLetters.list({ organizationId: mine, limit: 10 })).length === 2,
    );
    const letters = await nats.bus.deadLetters.list({ organizationId: mine, limit: 10 });
    assert.deepEqual(
      letters
        .map(({ code, noun, deliveries }) => ({ code, noun, deliveries }))
        .toSorted((a, b) => a.code.localeCompare(b.code)),
      [
        { code: 'BUS.PAYLOAD_INVALID', noun: 'features', deliveries: 1 },
        { code: 'BUS.WRONG_TENANT', noun: 'features', deliveries: 1 },
      ],
    );
    await eventually(() => handled.includes('good'));
    assert.equal(handled.length, 3);
    assert.deepEqual(await nats.bus.deadLetters.list({ organizationId: other, limit: 10 }), []);
    await consumer.stop();
  });

  test('retries a bug few times; the dead letter can be replayed', async () => {
    const organizationId = newOrganization();
    let tries = 0;
    let fixed = false;
    const headers: string[] = [];
    const consumer = await consumerOf(organizationId, async (message) => {
      tries += 1;
      headers.push(message.headers['X-Kind'] ?? '');
      if (!fixed) throw new TypeError('undefined is not a function');
    });
    await nats.bus.publish(STREAMS.features.subject(organizationId), `${organizationId}-1`, bytes('x'), {
      'X-Kind': 'frame',
    });
    const letter = await eventually(
      async () => (await nats.bus.deadLetters.list({ organizationId, limit: 1 }))[0],
    );
    assert.equal(tries, 3);
    assert.equal(letter.code, 'BUS.HANDLER_FAILED');
    assert.match(letter.reason, /undefined is not a function/);
    assert.equal(letter.originalSubject, STREAMS.features.subject(organizationId));
    fixed = true;
    const [other, missing] = [newOrganization(), letter.sequence + 1_000];
    for (const [of, sequence] of [[other, letter.sequence] as const, [organizationId, missing] as const]) {
      await assert.rejects(nats.bus.deadLetters.replay(of, sequence), { code: 'BUS.DEAD_LETTER_NOT_FOUND' });
    }
    await nats.bus.deadLetters.replay(organizationId, letter.sequence);
    await eventually(() => tries === 4);
    assert.deepEqual(headers, ['frame', 'frame', 'frame', 'frame']);
    const kept = await nats.bus.deadLetters.get(letter.sequence);
    assert.equal(kept?.sequence, letter.sequence, 'it stays, as evidence');
    await consumer.stop();
  });

  test('gives the messages of a vanished process to another one, and a slow one keeps its own', async () => {
    const organizationId = newOrganization();
    const options = {
      durable: `work-${organizationId}`,
      filterSubject: STREAMS.features.subject(organizationId),
      pendingMax: 8,
      ackWaitMs: 1_000,
    };
    await nats.bus.publish(
      STREAMS.features.subject(organizationId),
      `${organizationId}-1`,
      bytes('handed over'),
    );
    const holder = holdingProcess(nats.server.url, options);
    await once(holder.stdout, 'data');
    const taken: { name: string; redelivered: boolean }[] = [];
    const second = await nats.bus.durableConsumer(STREAMS.features, {
      ...options,
      onMessage: async (message) =>
        void taken.push({ name: text(message.payload), redelivered: message.redelivered }),
    });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.deepEqual(taken, [], 'the slow handler renews its hold');
    holder.kill('SIGKILL');
    await eventually(() => taken.length === 1);
    assert.deepEqual(taken, [{ name: 'handed over', redelivered: true }]);
    await second.stop();
  });

  test('goes on after the server was killed with a stream in memory: messages that are made again are handled by their content', async () => {
    const organizationId = newOrganization();
    const subject = STREAMS.features.subject(organizationId);
    let generation = 'before';
    let lost = 0;
    const watch = await nats.bus.watchStream(STREAMS.features, () => void (lost += 1));
    const seen: string[] = [];
    const held = Promise.withResolvers<void>();
    const consumer = await consumerOf(organizationId, async ({ payload }) => {
      seen.push(text(payload));
      // One handler is still at work on a message of the lost stream when the same sequence comes
      // again.
      if (text(payload) === 'before-3') await held.promise;
    });
    const publish = (count: number): Promise<unknown> =>
      Promise.all(
        Array.from({ length: count }, (_, i) =>
          nats.bus.publish(subject, `${organizationId}-${generation}-${i}`, bytes(`${generation}-${i}`)),
        ),
      );
    await publish(100);
    await eventually(() => seen.length === 100);
    await nats.killAndRestart();
    await eventually(() => lost === 1);
    generation = 'after';
    const published = publish(100);
    await eventually(() => seen.includes('after-1'));
    held.resolve();
    await published;
    await eventually(() => new Set(seen).size === 200);
    await eventually(async () => (await nats.bus.lastMessage(STREAMS.features, subject)) === null);
    assert.equal(seen.length, 200);
    await consumer.stop();
    await watch.stop();
  });
});
