import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { plantConfig, RunningGateway, type Tenant } from '../../fixtures/running-gateway.fixture.js';

const withCode = z.object({ code: z.string() });

describe('bodies', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  let batch: string;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
    tenant = await gateway.tenant('north');
    batch = '/api/v1/ml/predict/batch';
  });
  afterAll(() => gateway.close());

  const send = async (path: string, body: string | Buffer, token?: string, type = 'application/json') => {
    const response = await fetch(`${gateway.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': type, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      body,
    });
    return { status: response.status, code: withCode.parse(await response.json()).code };
  };

  test('are not parsed before the sender is known and admitted', async () => {
    const broken = '{"rows": [';
    const path = `/api/v1/organizations/${tenant.id}`;
    assert.deepEqual(await send(batch, broken), { status: 401, code: 'AUTH.TOKEN_INVALID' });
    assert.deepEqual(await send(batch, broken, 'x.y.z'), { status: 401, code: 'AUTH.TOKEN_INVALID' });
    assert.equal((await send('/api/v1/organizations', broken, tenant.admin.accessToken)).status, 403);
    const other = `/api/v1/organizations/00000000-0000-4000-8000-000000000000/event-logs`;
    assert.deepEqual(await send(other, broken, tenant.admin.accessToken), {
      status: 403,
      code: 'TENANCY.OTHER_ORGANIZATION',
    });
    assert.equal((await send(`${path}/event-logs`, broken, tenant.operator.accessToken)).status, 403);
    assert.equal((await send('/api/v1/nowhere', broken)).status, 404);
    assert.equal(
      (await send(batch, broken, tenant.admin.accessToken)).status,
      400,
      'an admitted sender learns of the mistake',
    );
  });

  test('are answered while they still arrive, and the connection stays open', async () => {
    const socket = await connected(gateway.url);
    const answers = textOf(socket);
    const bytes = 6 * 1024 * 1024;
    socket.write(
      `POST ${batch} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${bytes}\r\n\r\n[[`,
    );
    await eventually(async () => answers().includes('AUTH.TOKEN_INVALID'));
    socket.write(Buffer.alloc(bytes - 2, '['));
    socket.write('GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n');
    await eventually(async () => /HTTP\/1.1 200 /.test(answers()));
    socket.destroy();
  });

  test('that are larger than any route takes end their connection', async () => {
    const socket = await connected(gateway.url);
    const closed = new Promise((resolve) => socket.on('close', resolve).on('error', () => undefined));
    socket.write(`POST ${batch} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n`);
    const piece = Buffer.alloc(1024 * 1024, '[');
    const send = (): void => {
      if (socket.destroyed) return;
      socket.write(`${piece.length.toString(16)}\r\n`);
      socket.write(piece);
      socket.write('\r\n', () => send());
    };
    send();
    await closed;
    assert.ok(socket.destroyed);
  });

  test('that are larger than their route takes get a 413, also without a declared length', async () => {
    const long = Buffer.alloc(17 * 1024, ' ');
    assert.deepEqual(await send('/api/v1/auth/login', long), { status: 413, code: 'HTTP.PAYLOAD_TOO_LARGE' });
    const socket = await connected(gateway.url);
    const answer = textOf(socket);
    const head = 'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';
    socket.write(`${head}transfer-encoding: chunked\r\n\r\n${long.length.toString(16)}\r\n`);
    socket.write(long);
    await eventually(async () => /HTTP\/1.1 413 /.test(answer()));
    socket.destroy();
    const note = { note: 'x'.repeat(2_000) };
    assert.equal(
      (await send('/api/v1/alerts/x/notes', JSON.stringify(note), tenant.admin.accessToken)).status,
      400,
    );
  });

  test('that are nested too deep, too wide, or have one huge part are refused, and the gateway keeps working', async () => {
    const token = tenant.operator.accessToken;
    const six = 6 * 1024 * 1024;
    assert.equal((await send(batch, Buffer.alloc(six, '['), token)).code, 'BODY.TOO_DEEP');
    assert.equal(
      (await send(batch, `{"rows":[${'[],'.repeat(2_000_000)}[]]}`, token)).code,
      'BODY.TOO_MANY_VALUES',
    );
    assert.equal(
      (await send(batch, `{"rows":[${'0,'.repeat(2_000_000)}0]}`, token)).code,
      'BODY.TOO_MANY_VALUES',
    );
    const item = `{"rows":[{"features":{"a":[${'0,'.repeat(200_000)}0]}}]}`;
    assert.equal((await send(batch, item, token)).code, 'BODY.ITEM_TOO_LARGE');
    assert.equal((await send(batch, Buffer.from([0x22, 0xc3, 0x28, 0x22]), token)).code, 'BODY.NOT_UTF8');
    assert.equal((await send(batch, '{"__proto__":{"rows":[]}}', token)).code, 'HTTP.BAD_REQUEST');
    assert.equal((await send(batch, `rows=1`, token, 'application/x-www-form-urlencoded')).status, 415);
    assert.equal((await gateway.request('GET', '/health/live')).status, 200);
  });

  test('of a large configuration are accepted, whole', async () => {
    const assets = Array.from({ length: 5_000 }, (_, n) => ({
      assetId: `pump-${n}`,
      name: `Pump ${n} ${'ü'.repeat(40)}`,
    }));
    const body = plantConfig({ assets: [...plantConfig().assets, ...assets.slice(2)] });
    const path = `/api/v1/organizations/${tenant.id}/config`;
    const answer = await gateway.request('PUT', path, { token: tenant.admin.accessToken, body });
    assert.equal(answer.status, 200, answer.text.slice(0, 500));
    const stored = z.object({ assets: z.array(z.object({ name: z.string() })) }).parse(answer.body);
    assert.deepEqual(
      stored.assets.map(({ name }) => name),
      body.assets.map(({ name }) => name),
    );
  });
});

async function connected(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
}

function textOf(socket: Socket): () => string {
  let text = '';
  socket.on('data', (piece: Buffer) => (text += piece.toString()));
  return () => text;
}
