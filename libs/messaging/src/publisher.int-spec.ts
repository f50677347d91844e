import assert from 'node:assert/strict';
import { STREAMS } from '@eagle/contracts/bus';
import { AppError } from '@eagle/contracts/domain';
import { bytes, newOrganization, testBus, text } from './bus.fixture.js';

describe('publishing', () => {
  let nats: Awaited<ReturnType<typeof testBus>>;
  beforeAll(async () => {
    nats = await testBus();
  });
  afterAll(() => nats.close());

  test('stores a message once, however often its id is published', async () => {
    const subject = STREAMS.predictions.subject(newOrganization());
    const first = await nats.bus.publish(subject, 'p-1', bytes('first'));
    const second = await nats.bus.publish(subject, 'p-1', bytes('first'));
    assert.equal(first.duplicate, false);
    assert.deepEqual(second, { sequence: first.sequence, duplicate: true });
    const last = await nats.bus.lastMessage(STREAMS.predictions, subject);
    assert.equal(last?.sequence, first.sequence);
    assert.equal(text(last?.payload ?? bytes('')), 'first');
  });

  test('gives each of many concurrent messages a separate place', async () => {
    const subject = STREAMS.predictions.subject(newOrganization());
    const receipts = await Promise.all(
      Array.from({ length: 5_000 }, (_, index) =>
        nats.bus.publish(subject, `many-${index}`, bytes(`${index}`)),
      ),
    );
    assert.equal(new Set(receipts.map((receipt) => receipt.sequence)).size, 5_000);
  });

  test('refuses an organization with too many waiting messages, and no other', async () => {
    const [flooding, quiet] = [newOrganization(), newOrganization()];
    const outcomes = await Promise.allSettled(
      Array.from({ length: STREAMS.features.maxMessagesPerSubject + 6 }, (_, index) =>
        nats.bus.publish(STREAMS.features.subject(flooding), `flood-${index}`, bytes('frame')),
      ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    assert.equal(refused.length, 6);
    for (const outcome of refused) {
      const reason: unknown = outcome.reason;
      assert.ok(reason instanceof AppError);
      assert.equal(reason.code, 'BUS.SUBJECT_FULL');
      assert.equal(reason.kind, 'exhausted');
    }
    assert.equal(
      (await nats.bus.publish(STREAMS.features.subject(quiet), 'quiet-1', bytes('frame'))).duplicate,
      false,
    );
    assert.equal(nats.bus.counters.publishFailures['BUS.SUBJECT_FULL'], 6);
  });

  test('carries on through a killed server: everything is stored, nothing twice', async () => {
    const organizationId = newOrganization();
    const subject = STREAMS.predictions.subject(organizationId);
    const before = (await nats.bus.publish(subject, 'before', bytes('x'))).sequence;
    const pending: Promise<unknown>[] = [];
    const total = 2_000;
    let restarting: Promise<void> | null = null;
    for (let index = 0; index < total; index += 1) {
      pending.push(nats.bus.publish(subject, `kill-${index}`, bytes(`${index}`)));
      if (index === 700) restarting = nats.killAndRestart();
      if (index % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(pending);
    await restarting;
    const seen: string[] = [];
    const consumer = await nats.bus.follow(STREAMS.predictions, {
      filterSubjects: [subject],
      from: { afterSequence: before },
      onMessage: (message) => void seen.push(text(message.payload)),
    });
    const last = await nats.bus.lastMessage(STREAMS.predictions, subject);
    while (consumer.position < (last?.sequence ?? 0)) await new Promise((resolve) => setTimeout(resolve, 10));
    await consumer.stop();
    assert.equal(seen.length, total);
    assert.equal(new Set(seen).size, total);
  });

  test('gives up with a timeout where no stream takes the subject', async () => {
    const bus = await nats.connect({ publishDeadlineMs: 300 });
    await assert.rejects(bus.publish(`nowhere.${newOrganization()}`, 'n-1', bytes('')), {
      code: 'BUS.PUBLISH_TIMEOUT',
      kind: 'timeout',
    });
  });
});
