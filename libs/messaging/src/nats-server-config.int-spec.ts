import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BUCKETS, RPC, STREAMS, VITALS_REQUESTS } from '@eagle/contracts/bus';
import {
  AppError,
  assetIdSchema,
  modelVersionSchema,
  SERVICES,
  type ServiceName,
} from '@eagle/contracts/domain';
import { connect } from '@nats-io/transport-node';
import { z } from 'zod';
import { bytes, eventually, newOrganization, testNats, text, type TestNats } from './bus.fixture.js';
import type { RequestBus } from './bus.types.js';
import { hashPasswords, natsServerConfig, publishLogEntries } from './index.js';

const passwordOf = (service: ServiceName): string => `p-${service}`;

describe('one user per service', () => {
  let nats: TestNats;
  let storeDir = '';
  const buses = new Map<ServiceName, RequestBus>();
  const as = (service: ServiceName): RequestBus => {
    const bus = buses.get(service);
    assert.ok(bus);
    return bus;
  };

  const rawAs = (service: ServiceName) =>
    connect({
      servers: nats.server.url,
      user: service,
      pass: passwordOf(service),
      inboxPrefix: `_INBOX_${service}`,
    });

  beforeAll(async () => {
    storeDir = await mkdtemp(path.join(tmpdir(), 'eagle-store-'));
    const passwordHashes = await hashPasswords(SERVICES, passwordOf);
    nats = await testNats((port) => natsServerConfig({ port, storeDir, passwordHashes }));
    for (const service of SERVICES) {
      const user = { user: service, password: passwordOf(service), name: `${service}-0` };
      buses.set(service, await nats.connect({ ...user, publishDeadlineMs: 2_000 }));
    }
    await as('cli').keepStreams();
  });
  afterAll(async () => {
    await nats.close();
    await rm(storeDir, { recursive: true, force: true });
  });

  test('refuses a wrong password in plain words', async () => {
    await assert.rejects(nats.connect({ user: 'gateway', password: 'guess' }), {
      code: 'BUS.WRONG_CREDENTIALS',
    });
  });

  test('holds no password in its configuration, and refuses to hold one', async () => {
    const options = { port: 1, storeDir };
    const text = natsServerConfig({ ...options, passwordHashes: await hashPasswords(SERVICES, passwordOf) });
    for (const service of SERVICES) assert.ok(!text.includes(passwordOf(service)));
    const passwords = new Map(SERVICES.map((service) => [service, passwordOf(service)]));
    assert.throws(() => natsServerConfig({ ...options, passwordHashes: passwords }), {
      code: 'BUS.CONFIG_PASSWORD_CLEAR',
    });
  });

  test('listens for clients only, and reports to gateway and cli whether it can store, without names of consumers', async () => {
    assert.doesNotMatch(
      natsServerConfig({ port: 1, storeDir, passwordHashes: await hashPasswords(SERVICES, passwordOf) }),
      /^ *(http|https|monitor_port)\b/m,
    );
    for (const service of SERVICES) {
      const raw = await rawAs(service);
      const ask = (subject: string) => raw.request(subject, '{"details":true}', { timeout: 1_000 });
      await assert.rejects(ask('$SYS.REQ.SERVER.PING.JSZ'), /permission/i);
      if (service === 'gateway' || service === 'cli') {
        assert.deepEqual(await as(service).health(), { ok: true });
        assert.doesNotMatch((await ask('BUS.HEALTH')).string(), /consumer/i);
      } else await assert.rejects(ask('BUS.HEALTH'), /permission/i);
      await raw.close();
    }
  });

  test('lets only cli make or change a stream', async () => {
    for (const service of SERVICES.filter((name) => name !== 'cli')) {
      const raw = await rawAs(service);
      for (const request of ['STREAM.CREATE.SCANS', 'STREAM.UPDATE.SCANS', 'STREAM.DELETE.KV_config'])
        for (const prefix of ['BUS.API', '$JS.API'])
          await assert.rejects(raw.request(`${prefix}.${request}`, '{}', { timeout: 1_000 }), /permission/i);
      await raw.close();
    }
    await as('cli').ensureStreams(...Object.values(STREAMS));
  });

  test('lets the writer of the subject replay a dead letter on an order of the gateway, which writes none', async () => {
    const organizationId = newOrganization();
    const subject = STREAMS.predictions.subject(organizationId);
    const shown: string[] = [];
    const follow = (service: ServiceName) =>
      as(service).follow(STREAMS.predictions, {
        from: 'new',
        filterSubjects: [subject],
        onMessage: ({ payload }) => {
          if (text(payload) === 'no frame') throw new AppError('FRAME.UNREADABLE', 'not a frame');
          shown.push(`${service} ${text(payload)}`);
        },
      });
    const { deadLetters } = as('prediction');
    const replays = await as('prediction').serve(RPC.replayPredictionLetter, async (letter) => {
      const { duplicate } = await deadLetters.replay(letter.organizationId, letter.sequence);
      return { isDuplicate: duplicate };
    });
    const consumers = [await follow('alerting'), await follow('gateway')];
    await as('prediction').publish(subject, 'frame-a', bytes('no frame'));
    await as('prediction').publish(subject, 'frame-b', bytes('a frame'));
    await eventually(() => shown.length === 2);
    const letters = await as('gateway').deadLetters.list({ organizationId, limit: 10 });
    assert.deepEqual(
      letters.map(({ code, originalSubject }) => ({ code, originalSubject })),
      [{ code: 'FRAME.UNREADABLE', originalSubject: subject }],
      'alerting copied it, and the gateway did not copy it once more',
    );
    assert.equal(as('gateway').counters.deadLettered['FRAME.UNREADABLE'], 1);
    const order = { organizationId, sequence: letters[0]?.sequence ?? 0 };
    const ordered = await as('gateway').ask(RPC.replayPredictionLetter, order);
    assert.deepEqual(ordered, { isDuplicate: false });
    assert.deepEqual(await as('gateway').ask(RPC.replayPredictionLetter, order), { isDuplicate: true });
    await assert.rejects(
      as('gateway').ask(RPC.replayPredictionLetter, { ...order, organizationId: newOrganization() }),
      { code: 'BUS.DEAD_LETTER_NOT_FOUND' },
    );
    await assert.rejects(as('training').ask(RPC.replayPredictionLetter, order));
    const forged = STREAMS.deadLetters.subject(organizationId, 'predictions');
    await assert.rejects(as('gateway').publish(forged, 'forged', bytes('x')));
    for (const each of [...consumers, replays]) await each.stop();
  });

  test('lets a frame go from data-processor through prediction to alerting and gateway', async () => {
    const organizationId = newOrganization();
    const consumer = await as('prediction').durableConsumer(STREAMS.features, {
      durable: 'prediction',
      filterSubject: 'features.*',
      pendingMax: 8,
      onMessage: async ({ payload }) => {
        await as('prediction').publish(STREAMS.predictions.subject(organizationId), 'prediction-1', payload);
      },
    });
    const heard: string[] = [];
    const follow = (service: ServiceName) =>
      as(service).follow(STREAMS.predictions, {
        filterSubjects: [STREAMS.predictions.subject(organizationId)],
        from: { afterSequence: 0 },
        onMessage: (message) => void heard.push(`${service} ${text(message.payload)}`),
      });
    await follow('alerting');
    await follow('gateway');
    await as('data-processor').publish(STREAMS.features.subject(organizationId), 'frame-1', bytes('frame'));
    await eventually(() => heard.length === 2);
    assert.deepEqual(heard.toSorted(), ['alerting frame', 'gateway frame']);
    await consumer.stop();
  });

  test('lets gateway send log entries to data-processor', async () => {
    const organizationId = newOrganization();
    const heard: number[] = [];
    await as('data-processor').follow(STREAMS.events, {
      filterSubjects: [`events.${organizationId}.*`],
      from: { afterSequence: 0 },
      onMessage: (message) => void heard.push(message.decode().events.length),
    });
    const entry = { assetId: assetIdSchema.parse('line'), code: 'e1', atMs: 1 };
    await publishLogEntries(as('gateway'), organizationId, { kind: 'error' }, [entry]);
    await eventually(() => heard.length === 1);
    await assert.rejects(
      as('gateway').follow(STREAMS.events, { from: { afterSequence: 0 }, onMessage: () => undefined }),
      { code: 'BUS.FORBIDDEN' },
    );
  });

  test('refuses to publish what belongs to another service', async () => {
    const organizationId = newOrganization();
    const attempts: [ServiceName, string][] = [
      ['gateway', STREAMS.alerts.subject(organizationId, 'raised')],
      ['prediction', STREAMS.alerts.subject(organizationId, 'raised')],
      ['alerting', STREAMS.predictions.subject(organizationId)],
      ['data-processor', STREAMS.models.subject(organizationId)],
      ['training', `$KV.${BUCKETS.liveModels.name}.${organizationId}`],
    ];
    for (const [service, subject] of attempts) {
      await assert.rejects(as(service).publish(subject, 'forged', bytes('x')), {
        code: 'BUS.FORBIDDEN',
        kind: 'forbidden',
      });
    }
  });

  test('refuses to write or read buckets of others', async () => {
    const anything = z.object({ n: z.number() });
    await assert.rejects(as('prediction').bucket(BUCKETS.config, anything).put('a', { n: 1 }), {
      code: 'BUS.FORBIDDEN',
    });
    await assert.rejects(as('gateway').bucket(BUCKETS.checkpoints, anything).get('a'), {
      code: 'BUS.FORBIDDEN',
    });
    await as('gateway').bucket(BUCKETS.config, anything).put('a', { n: 1 });
    assert.equal((await as('prediction').bucket(BUCKETS.config, anything).get('a'))?.value.n, 1);
  });

  test('passes sealed passwords of feeds from the gateway only to the services that open feeds', async () => {
    const organizationId = newOrganization();
    const credentials = (service: ServiceName) => as(service).bucket(BUCKETS.feedCredentials);
    const value = { organizationId, revision: 1, passwordSealed: 'v2.sealed' };
    await credentials('gateway').put(organizationId, value);
    for (const reader of ['gateway', 'data-processor', 'training'] as const)
      assert.deepEqual((await credentials(reader).get(organizationId))?.value, value);
    for (const other of ['prediction', 'model-cache', 'alerting'] as const) {
      await assert.rejects(credentials(other).get(organizationId), { code: 'BUS.FORBIDDEN' }, other);
      await assert.rejects(
        credentials(other).watch(() => undefined),
        { code: 'BUS.FORBIDDEN' },
        other,
      );
    }
    for (const other of ['data-processor', 'training', 'prediction', 'model-cache', 'alerting'] as const)
      await assert.rejects(credentials(other).put(organizationId, value), { code: 'BUS.FORBIDDEN' }, other);
  });

  test('refuses to let a service follow an undeclared stream', async () => {
    await assert.rejects(
      as('model-cache').follow(STREAMS.alerts, { from: 'new', onMessage: () => undefined }),
      {
        code: 'BUS.FORBIDDEN',
      },
    );
  });

  test('refuses to answer for another service, or to listen to its inbox', async () => {
    await assert.rejects(
      as('alerting').serve(RPC.train, () => Promise.reject(new Error('not mine'))),
      { code: 'BUS.FORBIDDEN' },
    );
    const raw = await connect({ servers: nats.server.url, user: 'alerting', pass: passwordOf('alerting') });
    const refused = await new Promise<Error | null>((resolve) => {
      raw.subscribe('_INBOX_gateway.>', { callback: (error) => resolve(error) });
    });
    assert.match(refused?.message ?? '', /permissions violation/i);
    await raw.close();
  });

  test('carries only declared requests', async () => {
    const organizationId = newOrganization();
    const contract = RPC.rollBackModel;
    const version = modelVersionSchema.parse('1.0.0');
    await as('model-cache').serve(contract, () => ({ version, previous: version }));
    const parsed = contract.request.parse({ organizationId, actorId: null, reason: '' });
    assert.equal((await as('gateway').ask(contract, parsed)).version, '1.0.0');
    for (const other of ['alerting', 'training', 'prediction', 'data-processor'] as const)
      await assert.rejects(as(other).ask(contract, parsed), { code: 'BUS.FORBIDDEN' }, other);
  });

  test('lets gateway ask every replica how it is, its own too, and nobody else', async () => {
    const vitals = { isReady: true, figures: {}, role: 'equal', version: '0.1.0' } as const;
    const process = { memoryBytes: 1, heapBytes: 1, heapBytesMax: 1, cpuMs: 1, loopDelayMsMax: 1 };
    for (const service of ['gateway', 'alerting'] as const) {
      const contract = VITALS_REQUESTS[service];
      const startedAt = new Date().toISOString();
      const answer = { ...vitals, problems: [], service, replica: `${service}-0`, startedAt, process };
      await as(service).serve(contract, () => answer);
      const replies = await as('gateway').askEach(contract, {}, { expect: 1 });
      assert.deepEqual(
        replies.map((reply) => (reply.ok ? reply.reply.replica : reply.error)),
        [answer.replica],
      );
      await assert.rejects(as('prediction').ask(contract, {}), { code: 'BUS.FORBIDDEN' });
    }
    await assert.rejects(as('alerting').ask(VITALS_REQUESTS.alerting, {}), { code: 'BUS.FORBIDDEN' });
  });

  test('shows the asker to the answering service', async () => {
    const contract = RPC.readModelFile;
    const askers: ServiceName[] = [];
    await as('model-cache').serve(contract, (_, asker) => {
      askers.push(asker);
      return { size: 0, bytes: '' };
    });
    const version = modelVersionSchema.parse('1.0.0');
    const request = { organizationId: newOrganization(), version, artifactPath: '', offset: 0 };
    for (const service of ['prediction', 'training', 'cli'] as const)
      await as(service).ask(contract, { ...request, file: 'model.onnx' });
    assert.deepEqual(askers, ['prediction', 'training', 'cli']);
  });

  test('lets only prediction report the use of models, which stays private to model-cache', async () => {
    const contract = RPC.reportModelUse;
    await as('model-cache').serve(contract, () => ({}));
    const organizationId = newOrganization();
    const version = modelVersionSchema.parse('1.0.0');
    const request = { organizationId, version, predictedAtMs: 1 };
    assert.deepEqual(await as('prediction').ask(contract, request), {});
    await assert.rejects(as('training').ask(contract, request), { code: 'BUS.FORBIDDEN' });
    await assert.rejects(as('gateway').ask(contract, request), { code: 'BUS.FORBIDDEN' });
    const use = { v: 1, version, predictedAtMs: 1, watchedSinceMs: 1, checkedAtMs: 1 } as const;
    await as('model-cache').ensureBuckets(BUCKETS.modelUse);
    await as('model-cache').bucket(BUCKETS.modelUse).put(organizationId, use);
    await assert.rejects(as('prediction').bucket(BUCKETS.modelUse).get(organizationId), {
      code: 'BUS.FORBIDDEN',
    });
  });

  test('lets only training transfer bundles', async () => {
    const contract = RPC.commitAdmission;
    await as('model-cache').serve(contract, () => ({ artifactPath: 'a/1.0.0' }));
    const request = { transferId: '0b0e1d52-6f6c-4c39-a0f5-3a3d8b1f0c11' };
    assert.equal((await as('training').ask(contract, request)).artifactPath, 'a/1.0.0');
    for (const other of ['gateway', 'prediction', 'alerting', 'data-processor'] as const) {
      await assert.rejects(as(other).ask(contract, request), { code: 'BUS.FORBIDDEN' }, other);
    }
  });
});
