import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { DeadLettersCommand } from './dead-letters.command.js';

const ID = organizationIdSchema.parse('3f0c9a52-4a1e-4b7e-9a55-0d9d6a1f2b01');
const letter = (sequence: number) => ({
  ...{
    sequence,
    organizationId: ID,
    noun: 'scans',
    originalSubject: `scans.${ID}.line`,
    consumer: 'alerting',
  },
  ...{
    code: 'FRAME.UNREADABLE',
    reason: 'It is no scan.',
    storedAt: '2026-01-01T00:00:00.000Z',
    payloadBytes: 3,
  },
  replayAskedAt: null,
});
const SIGNED_IN = {
  ...{ accessToken: 'a', refreshToken: 'r', tokenType: 'Bearer', expiresIn: 900 },
  failedTriesBefore: { count: 0, lastAt: null },
};
const payload = { form: 'text', content: 'abc', isShortened: false };

describe('eagle dead-letters', () => {
  let server: Server;
  let asked: string[];
  let lines: string[];
  let command: DeadLettersCommand;
  /** A gateway with two letters, one on each page. */
  beforeEach(async () => {
    [asked, lines] = [[], []];
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const path = request.url ?? '';
      const answer = path.endsWith('/auth/login')
        ? SIGNED_IN
        : path.endsWith('/replay')
          ? { isDuplicate: false }
          : path.endsWith('/dead-letters/2')
            ? { ...letter(2), payload }
            : path.includes('cursor=')
              ? { items: [letter(2)], nextCursor: null }
              : { items: [letter(1)], nextCursor: 'next' };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const user = {
      email: 'super@eagle.example',
      password: 'p',
      role: 'SUPER_ADMIN' as const,
      organizationId: null,
    };
    const organization = { id: ID, slug: 'plant-a', name: 'Plant A', scadaUrl: '' };
    command = new DeadLettersCommand(
      { gatewayUrl: `http://127.0.0.1:${address.port}`, users: [user], organizations: [organization] },
      (line) => lines.push(line),
    );
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  test('lists every page, of all organizations or of one by its slug, for people or as JSON', async () => {
    await command.list({ json: false });
    assert.deepEqual(
      lines.map((line) => line.trim().split(' ')[0]),
      ['1', '2'],
    );
    assert.match(lines[0] ?? '', /FRAME\.UNREADABLE: It is no scan\./);
    lines.length = 0;
    await command.list({ json: true, organization: 'plant-a', noun: 'scans' });
    assert.deepEqual(JSON.parse(lines.join('')), [letter(1), letter(2)]);
    assert.ok(
      asked.some(
        (each) => each.includes(`/organizations/${ID}/dead-letters?`) && each.includes('noun=scans'),
      ),
    );
  });

  test('shows one with its content, and has it sent again', async () => {
    await command.show(2, 'plant-a', false);
    assert.deepEqual(lines.slice(1), ['3 bytes, text:', 'abc']);
    await command.replay(2, ID, false);
    assert.equal(lines.at(-1), 'It was sent again.');
    assert.equal(asked.at(-1), `POST /api/v1/organizations/${ID}/dead-letters/2/replay`);
  });
});
