import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { AppError } from '@eagle/contracts/domain';
import { ROUTES } from '@eagle/contracts/rest';
import { GatewayClient } from './gateway-client.js';

const ORGANIZATION = {
  id: '3f0c9a52-4a1e-4b7e-9a55-0d9d6a1f2b01',
  slug: 'north',
  name: 'North',
  enabled: true,
  createdAt: '2026-01-01T00:00:00Z',
};
const TOKENS = {
  accessToken: 'access',
  refreshToken: 'refresh',
  tokenType: 'Bearer',
  expiresIn: 900,
  failedTriesBefore: { count: 0, lastAt: null },
};

describe('a client of the gateway', () => {
  let server: Server;
  let client: GatewayClient;
  const heard: string[] = [];
  /** The answers, by method and path. */
  const answers = new Map<string, readonly [status: number, body: unknown]>([
    ['POST /api/v1/auth/login', [200, TOKENS]],
  ]);

  beforeAll(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        const { method = '', url = '', headers } = request;
        heard.push([method, url, headers.authorization ?? '-', body].join(' '));
        const [status, answer] = answers.get(`${method} ${url.split('?')[0] ?? ''}`) ?? [404, {}];
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(answer === null ? '' : JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    client = new GatewayClient(`http://127.0.0.1:${address.port}`, 'a@b.example', 'secret');
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test('signs in once, and fills path, query and body of a request', async () => {
    answers.set(`PATCH /api/v1/organizations/${ORGANIZATION.id}`, [200, ORGANIZATION]);
    answers.set('GET /api/v1/organizations', [200, { items: [ORGANIZATION], nextCursor: null }]);
    const renamed = await client.ask(ROUTES.organizations.rename, {
      params: { organizationId: ORGANIZATION.id },
      body: { name: 'North' },
    });
    assert.equal(renamed.slug, 'north');
    const page = await client.ask(ROUTES.organizations.list, { query: { limit: 2, cursor: undefined } });
    assert.deepEqual(page.items, [ORGANIZATION]);
    assert.deepEqual(heard, [
      'POST /api/v1/auth/login - {"email":"a@b.example","password":"secret"}',
      `PATCH /api/v1/organizations/${ORGANIZATION.id} Bearer access {"name":"North"}`,
      'GET /api/v1/organizations?limit=2 Bearer access ',
    ]);
  });

  test('accepts only the declared answer', async () => {
    answers.set('GET /api/v1/organizations', [200, { items: [{ id: 'north' }], nextCursor: null }]);
    await assert.rejects(client.ask(ROUTES.organizations.list, {}), { name: 'ZodError' });
  });

  test('throws a refusal with the text and code of the problem', async () => {
    const problem = { code: 'ORGANIZATION.SLUG_TAKEN', detail: 'There is one of this name already.' };
    answers.set('POST /api/v1/organizations', [409, problem]);
    const created = client.ask(ROUTES.organizations.create, { body: { slug: 'north', name: 'North' } });
    await assert.rejects(
      created,
      (error) =>
        error instanceof AppError &&
        error.kind === 'conflict' &&
        error.details['code'] === problem.code &&
        error.message.endsWith(problem.detail),
    );
  });

  test('gives null for an empty answer', async () => {
    answers.set('DELETE /api/v1/auth/sessions/s', [204, null]);
    assert.equal(await client.ask(ROUTES.ownAccount.end, { params: { sessionId: 's' } }), null);
  });
});
