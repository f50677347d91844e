import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { plantConfig, RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';

const REQUEST_MS_MAX = 400;
const HEADERS = [
  'content-security-policy',
  'cross-origin-resource-policy',
  'referrer-policy',
  'strict-transport-security',
  'x-content-type-options',
  'x-frame-options',
];

describe('the bounds of a request and its connection', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  beforeAll(async () => {
    gateway = await RunningGateway.start({
      REQUEST_MS_MAX: String(REQUEST_MS_MAX),
      CONNECTIONS_OF_ADDRESS_MAX: '40',
      TLS_IN_FRONT: 'true',
    });
    tenant = await gateway.tenant('north');
  });
  afterAll(() => gateway.close());

  const open = async (): Promise<{ socket: Socket; text: () => string; closed: Promise<unknown> }> => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (piece: Buffer) => (text += piece.toString())).on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await once(socket, 'connect');
    return { socket, text: () => text, closed };
  };

  test('end a connection that sends nothing, half of a head, or half of a body', async () => {
    const head = 'POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\n';
    for (const begun of [
      '',
      head,
      `${head}content-type: application/json\r\ncontent-length: 90\r\n\r\n{"email":`,
    ]) {
      const { socket, text, closed } = await open();
      socket.write(begun);
      await closed;
      if (begun !== '') assert.match(text(), /^HTTP\/1.1 408 Request Timeout/, begun);
    }
  });

  test('end a connection that sends its body bit by bit', async () => {
    const { socket, closed } = await open();
    socket.write('POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n');
    socket.write('content-length: 16000\r\n\r\n{');
    const drip = setInterval(() => socket.write(' '), REQUEST_MS_MAX / 8);
    await closed;
    clearInterval(drip);
    assert.ok(socket.destroyed);
  });

  test('end a connection when the client does not read its answers', async () => {
    const assets = Array.from({ length: 9_000 }, (_, n) => ({ assetId: `p-${n}`, name: 'x'.repeat(100) }));
    const path = `/api/v1/organizations/${tenant.id}/config`;
    const token = tenant.admin.accessToken;
    const body = plantConfig({ assets: [...plantConfig().assets, ...assets] });
    assert.equal((await gateway.request('PUT', path, { token, body })).status, 200);
    const accepted = once(gateway.service.app.getHttpServer(), 'connection');
    const { socket } = await open();
    const [served] = z.tuple([z.instanceof(Socket)]).parse(await accepted);
    socket.pause();
    const request = `GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`;
    // More than the kernel buffers for the gateway.
    socket.write(request.repeat(20));
    await eventually(() => assert.ok(served.destroyed));
    socket.destroy();
  });

  test('refuse headers that are too large', async () => {
    const { socket, text, closed } = await open();
    socket.write(`GET /health/live HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`);
    await closed;
    assert.match(text(), /^HTTP\/1.1 431 /);
  });

  test('give every answer the headers that keep browsers from running or framing it', async () => {
    const token = tenant.operator.accessToken;
    const answers = await Promise.all([
      gateway.request('GET', '/api/v1/alerts', { token }),
      gateway.request('GET', '/api/v1/alerts'),
      gateway.request('GET', '/nowhere'),
      gateway.request('GET', '/api/v1/%zz'),
      gateway.request('GET', `/api/v1/alerts/${'x'.repeat(500)}`, { token }),
      gateway.request('GET', '/socket.io/?EIO=4&transport=polling'),
      gateway.request('GET', '/socket.io/?EIO=9&transport=none'),
      gateway.request('GET', '/health/ready'),
      gateway.request('GET', '/metrics'),
    ]);
    for (const { headers, status } of answers) {
      for (const name of HEADERS) assert.ok(headers.get(name), `${status} has no ${name}`);
      assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'/);
    }
    const { socket, text, closed } = await open();
    socket.write('no request\r\n\r\n');
    await closed;
    for (const name of HEADERS) assert.ok(text().includes(`${name}: `), `no ${name} in ${text()}`);
  });

  test('let the page that describes the interface run only its own scripts', async () => {
    const page = await gateway.request('GET', '/api/docs');
    const policy = page.headers.get('content-security-policy') ?? '';
    assert.match(policy, /script-src 'self';/);
    const scripts = [...page.text.matchAll(/<script([^>]*)>([^<]*)/g)];
    assert.ok(scripts.length > 0);
    for (const [, attributes = '', within = ''] of scripts) {
      assert.match(attributes, /src="\.\//, 'every script is a separate file');
      assert.equal(within.trim(), '');
    }
    assert.doesNotMatch(page.text, / on\w+="/, 'the page has no inline handler');
    const init = await gateway.request('GET', '/api/docs/swagger-ui-init.js');
    assert.equal(init.status, 200);
  });

  test('answer the routes of operators to operators only', async () => {
    const closed = await RunningGateway.start({ API_DOCS: 'operations' });
    const { service } = closed;
    const at = async (url: string, path: string) => {
      const response = await fetch(`${url}${path}`);
      return { status: response.status, text: await response.text() };
    };
    for (const path of [
      '/metrics',
      '/api/docs',
      '/api/docs-json',
      '/api/docs-yaml',
      '/api/docs/swagger-ui-init.js',
    ]) {
      assert.equal((await at(closed.url, path)).status, 404, path);
      assert.equal((await at(service.operationsUrl, path)).status, 200, path);
    }
    assert.deepEqual(JSON.parse((await at(closed.url, '/health/ready')).text), { status: 'ok' });
    const details = z.object({ checks: z.record(z.string(), z.unknown()) });
    assert.ok(
      'database' in details.parse(JSON.parse((await at(service.operationsUrl, '/health/ready')).text)).checks,
    );
    assert.equal((await at(service.operationsUrl, '/api/v1/alerts')).status, 404);
    assert.equal((await at(service.operationsUrl, '/api/v1/auth/login')).status, 404);
    await closed.close();
  });

  test('use the address from a trusted proxy only', async () => {
    const limits = { REQUESTS_PER_MINUTE: '30' };
    const trusting = await RunningGateway.start({ ...limits, TRUST_PROXY: '127.0.0.1' });
    const statuses = async (one: RunningGateway, addressOf: (n: number) => string): Promise<Set<number>> => {
      const answers = await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          one.request('GET', '/api/v1/auth/me', { headers: { 'x-forwarded-for': addressOf(n) } }),
        ),
      );
      return new Set(answers.map(({ status }) => status));
    };
    assert.deepEqual(await statuses(trusting, (n) => `203.0.113.${n}`), new Set([401]));
    assert.deepEqual(await statuses(trusting, () => '198.51.100.1'), new Set([401, 429]));
    // The value of the client precedes that of the proxy, and does not count.
    assert.deepEqual(await statuses(trusting, (n) => `203.0.113.${n}, 198.51.100.2`), new Set([401, 429]));
    await trusting.close();
    const closed = await RunningGateway.start(limits);
    assert.deepEqual(await statuses(closed, (n) => `203.0.113.${n}`), new Set([401, 429]));
    await closed.close();
  });

  test('limit the connections of one address to the configured number', async () => {
    const sockets = await Promise.all(Array.from({ length: 60 }, open));
    let closed = 0;
    for (const each of sockets) void each.closed.then(() => (closed += 1));
    await eventually(() => assert.ok(closed >= 20, `${closed} were closed`), {
      deadlineMs: REQUEST_MS_MAX - 100,
    });
    for (const { socket } of sockets) socket.destroy();
  });
});
