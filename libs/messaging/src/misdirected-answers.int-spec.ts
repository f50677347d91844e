import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { STREAMS } from '@eagle/contracts/bus';
import { assetIdSchema, SERVICES } from '@eagle/contracts/domain';
import { headers } from '@nats-io/nats-core';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { z } from 'zod';
import { bytes, eventually, newOrganization, testNats, type TestNats } from './bus.fixture.js';
import { inboxPrefixOf } from './inbox-prefix.js';
import { hashPasswords, natsServerConfig } from './index.js';

const PASSWORD = 'same-for-all';
const streamSchema = z.object({ state: z.object({ messages: z.number() }) });
const configSchema = z.object({ config: z.looseObject({}) });
const consumerSchema = z.object({
  num_ack_pending: z.number(),
  ack_floor: z.object({ stream_seq: z.number() }),
});

describe('a server reply that a writer directs into the account of its stream', () => {
  let nats: TestNats;
  let storeDir = '';
  const raws: NatsConnection[] = [];
  const as = (user: 'cli' | 'prediction' | 'data-processor') =>
    nats.connect({ user, password: PASSWORD, name: `${user}-0` });
  const rawAs = async (user: string): Promise<NatsConnection> => {
    const raw = await connect({
      servers: nats.server.url,
      user,
      pass: PASSWORD,
      inboxPrefix: inboxPrefixOf(user),
    });
    raws.push(raw);
    return raw;
  };

  beforeAll(async () => {
    storeDir = await mkdtemp(path.join(tmpdir(), 'eagle-store-'));
    const passwordHashes = await hashPasswords(SERVICES, () => PASSWORD);
    nats = await testNats((port) => natsServerConfig({ port, storeDir, passwordHashes }));
    // Nothing repairs them meanwhile.
    await (await as('cli')).ensureStreams(...Object.values(STREAMS));
  });
  afterAll(async () => {
    await Promise.all(raws.map((raw) => raw.close()));
    await nats.close();
    await rm(storeDir, { recursive: true, force: true });
  });

  test('acknowledges no frame in place of prediction', async () => {
    const handled = Promise.withResolvers<undefined>();
    const prediction = await as('prediction');
    const consumer = await prediction.durableConsumer(STREAMS.features, {
      durable: 'prediction',
      filterSubject: 'features.*',
      pendingMax: 8,
      onMessage: () => handled.promise,
    });
    const processor = await as('data-processor');
    const publish = (id: string) =>
      processor.publish(STREAMS.features.subject(newOrganization()), id, bytes('frame'));
    const { sequence } = await publish('in-hand');
    const cli = await rawAs('cli');
    const state = async () => {
      const answer = await cli.request('BUS.API.CONSUMER.INFO.FEATURES.prediction', '');
      return consumerSchema.parse(answer.json());
    };
    await eventually(async () => (await state()).num_ack_pending === 1);

    const thief = await rawAs('data-processor');
    for (const delivery of [1, 2, 3]) {
      const reply = `$JS.ACK.FEATURES.prediction.${delivery}.${sequence}.${delivery}.0.0`;
      for (const payload of ['frame', '', '+ACK', '+TERM'])
        thief.publish(STREAMS.features.subject(newOrganization()), bytes(payload), { reply });
    }
    await thief.flush();
    const last = await publish('behind-it');
    await eventually(async () => (await state()).num_ack_pending >= 2);
    assert.ok((await state()).ack_floor.stream_seq < sequence);
    handled.resolve(undefined);
    await eventually(async () => (await state()).num_ack_pending === 0);
    assert.equal((await state()).ack_floor.stream_seq, last.sequence);
    await consumer.stop();
  });

  test('does not act as an order to purge or delete', async () => {
    const written = [
      [STREAMS.scans.name, STREAMS.scans.subject(newOrganization(), assetIdSchema.parse('line'))],
      [STREAMS.features.name, STREAMS.features.subject(newOrganization())],
    ] as const;
    const [processor, thief, cli] = [
      await as('data-processor'),
      await rawAs('data-processor'),
      await rawAs('cli'),
    ];
    for (const [stream, subject] of written) {
      const count = async () => {
        const answer = await cli.request(`BUS.API.STREAM.INFO.${stream}`, '');
        return streamSchema.parse(answer.json()).state.messages;
      };
      const publish = (id: string) => processor.publish(subject, id, bytes('x'));
      await publish('first');
      await publish('second');
      const before = await count();
      for (const request of ['STREAM.PURGE', 'STREAM.MSG.DELETE', 'STREAM.DELETE'])
        thief.publish(subject, bytes('x'), { reply: `$JS.API.${request}.${stream}` });
      await thief.flush();
      await publish('last');
      // The orders would have arrived before this reply: the server processes them one after the
      // other.
      await eventually(async () => (await count()) >= before + 4);
      assert.equal(await count(), before + 4, stream);
    }
  });

  test('does not act as an order to delete while a batch is incomplete: streams accept no batches, and one that does is reported', async () => {
    const [thief, processor, cli] = [
      await rawAs('data-processor'),
      await as('data-processor'),
      await rawAs('cli'),
    ];
    const supervisor = await as('cli');
    const subject = STREAMS.scans.subject(newOrganization(), assetIdSchema.parse('line'));
    const infoOf = async () => (await cli.request('BUS.API.STREAM.INFO.SCANS', '')).json();
    const isThere = async () => configSchema.safeParse(await infoOf()).success;
    /**
     * The reply to a message of an incomplete batch is empty, which acts as the order to delete.
     */
    const order = async (batchId: string) => {
      const batch = headers();
      batch.set('Nats-Batch-Id', batchId);
      batch.set('Nats-Batch-Sequence', '1');
      thief.publish(subject, bytes('x'), { headers: batch, reply: '$JS.API.STREAM.DELETE.SCANS' });
      await thief.flush();
    };
    await order('refused');
    await processor.publish(subject, 'behind-it', bytes('x'));
    assert.ok(await isThere());

    const { config } = configSchema.parse(await infoOf());
    await cli.request('BUS.API.STREAM.UPDATE.SCANS', JSON.stringify({ ...config, allow_atomic: true }));
    const reported = (await supervisor.inspect()).filter(({ stream }) => stream === STREAMS.scans.name);
    assert.deepEqual(
      reported.map(({ text }) => text),
      ['Stream SCANS was changed in allow_atomic'],
    );
    await order('taken');
    await eventually(async () => !(await isThere()));
  });
});
