import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { BUCKETS } from '@eagle/contracts/bus';
import { headers, type NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { z } from 'zod';
import { publicKeyOf, SIGNATURE_HEADER } from './bucket-signatures.js';
import { eventually, testNats, type TestNats } from './bus.fixture.js';
import type { Bus } from './bus.types.js';

const values = z.object({ n: z.number() });
const signingKey = randomBytes(32).toString('hex');
const publicKey = publicKeyOf(signingKey);

describe('a value that gateway writes', () => {
  let nats: TestNats;
  let gateway: Bus;
  let reader: Bus;
  let thief: NatsConnection;
  beforeAll(async () => {
    nats = await testNats();
    gateway = await nats.connect({ bucketKeys: { publicKey, signingKey } });
    await gateway.ensureBuckets(BUCKETS.config, BUCKETS.feedStatus);
    reader = await nats.connect({ bucketKeys: { publicKey } });
    thief = await connect({ servers: nats.server.url });
  });
  afterAll(async () => {
    await thief.close();
    await nats.close();
  });

  const forge = async (key: string, payload: string, signature: string, operation = ''): Promise<void> => {
    const wire = headers();
    wire.set(SIGNATURE_HEADER, signature);
    if (operation !== '') wire.set('KV-Operation', operation);
    thief.publish(`$KV.${BUCKETS.config.name}.${key}`, payload, { headers: wire });
    await thief.flush();
  };
  const signatureOf = async (key: string): Promise<string> => {
    const answer = await thief.request(
      '$JS.API.STREAM.MSG.GET.KV_config',
      JSON.stringify({ last_by_subj: `$KV.${BUCKETS.config.name}.${key}` }),
    );
    const { message } = z.object({ message: z.object({ hdrs: z.string() }) }).parse(answer.json());
    const line = Buffer.from(message.hdrs, 'base64')
      .toString()
      .split('\r\n')
      .find((one) => one.startsWith(SIGNATURE_HEADER));
    return line?.split(': ')[1] ?? '';
  };

  test('is read if it is signed, and keeps its last valid content if another service overwrites it', async () => {
    const config = gateway.bucket(BUCKETS.config, values);
    const seen: (number | null)[] = [];
    const forged: string[] = [];
    await reader.bucket(BUCKETS.config, values).watch(
      (_, value) => void seen.push(value?.n ?? null),
      (key) => void forged.push(key),
    );
    await config.put('a', { n: 1 });
    await config.put('b', { n: 7 });
    await eventually(() => seen.length === 2);
    const of = { a: await signatureOf('a'), b: await signatureOf('b') };
    await forge('a', '{"n":666}', of.a);
    await forge('a', '{"n":7}', of.b);
    await forge('a', '{"n":666}', '');
    await forge('a', '', '', 'DEL');
    await forge('a', '', of.a, 'PURGE');
    await eventually(() => forged.length === 5);
    assert.deepEqual(seen, [1, 7]);
    assert.equal(reader.counters.forgedValues, 5);
    await assert.rejects(reader.bucket(BUCKETS.config, values).get('a'), { code: 'BUS.BUCKET_VALUE_FORGED' });
    await config.put('a', { n: 2 });
    await eventually(() => seen.length === 3);
    assert.equal((await reader.bucket(BUCKETS.config, values).get('a'))?.value.n, 2);
    await config.delete('a');
    await eventually(() => seen.length === 4);
    assert.deepEqual(seen, [1, 7, 2, null]);
    assert.equal(await reader.bucket(BUCKETS.config, values).get('a'), null);
  });

  test('cannot be written with the public key only, and other buckets are not signed', async () => {
    await reader.bucket(BUCKETS.config, values).put('c', { n: 1 });
    await assert.rejects(gateway.bucket(BUCKETS.config, values).get('c'), {
      code: 'BUS.BUCKET_VALUE_FORGED',
    });
    await reader.bucket(BUCKETS.feedStatus, values).put('c', { n: 1 });
    assert.equal((await gateway.bucket(BUCKETS.feedStatus, values).get('c'))?.value.n, 1);
  });

  test('needs keys that belong together', async () => {
    const other = publicKeyOf(randomBytes(32).toString('hex'));
    await assert.rejects(nats.connect({ bucketKeys: { publicKey: other, signingKey } }), {
      code: 'BUS.KEY_UNUSABLE',
    });
  });
});
