import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import { ExportCommand, type ExportCommandOptions } from './export.command.js';

const ORGANIZATION = organizationIdSchema.parse('3f0c9a52-4a1e-4b7e-9a55-0d9d6a1f2b01');
const ID = '8d1f9a52-4a1e-4b7e-9a55-0d9d6a1f2b02';
const SIGNED_IN = {
  ...{ accessToken: 'a', refreshToken: 'r', tokenType: 'Bearer', expiresIn: 900 },
  failedTriesBefore: { count: 0, lastAt: null },
};
const CONTENT = 'time,a\r\n2026-01-01T00:00:00.000Z,1\r\n';

const jobOf = (state: string) => ({
  ...{ id: ID, state, kind: 'telemetry', format: 'csv', assets: [], tags: [], from: null, to: null },
  ...{ incremental: false, zone: 'UTC', requestedBy: null, createdAt: '2026-01-01T00:00:00.000Z' },
  ...{ startedAt: null, endedAt: null, expiresAt: null, progress: 0.5, rows: 1, bytes: CONTENT.length },
  ...{
    estimate: { rows: 1, bytes: 30 },
    missingRows: 0,
    fileName: 'telemetry.csv',
    reason: `It is ${state}.`,
  },
  code: state === 'failed' ? 'EXPORT.TOO_LARGE' : null,
  link: state === 'done' ? { href: '/file', expiresAt: '2026-01-01T00:00:00.000Z' } : null,
});

describe('eagle export', () => {
  let server: Server;
  let folder: string;
  let file: string;
  let asked: string[];
  let lines: string[];
  let states: string[];
  /** Characters of the file after which the connection breaks, once. */
  let breaksAfter: number | null;
  let breakOff: (() => void) | null;
  let command: ExportCommand;

  const sendFile = (request: IncomingMessage, response: ServerResponse): void => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': CONTENT.length - from });
    if (breaksAfter === null) return void response.end(CONTENT.slice(from));
    response.write(CONTENT.slice(from, breaksAfter));
    breakOff = () => request.socket.destroy();
    breaksAfter = null;
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'eagle-export-'));
    file = path.join(folder, 'out.csv');
    [asked, lines, states, breaksAfter, breakOff] = [[], [], ['queued', 'running', 'done'], null, null];
    server = createServer((request, response) => {
      const address = request.url ?? '';
      asked.push(
        `${request.method} ${address}${request.headers.range === undefined ? '' : ` ${request.headers.range}`}`,
      );
      if (address === '/file') return sendFile(request, response);
      response.setHeader('content-type', 'application/json');
      const answer = address.endsWith('/auth/login')
        ? SIGNED_IN
        : address.includes('/estimate')
          ? { rows: 7, bytes: 70, bytesMax: 700 }
          : jobOf(request.method === 'DELETE' ? 'cancelled' : (states.shift() ?? 'done'));
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
    const organization = { id: ORGANIZATION, slug: 'plant-a', name: 'Plant A', scadaUrl: '' };
    const access = {
      gatewayUrl: `http://127.0.0.1:${address.port}`,
      users: [user],
      organizations: [organization],
    };
    const output = { print: (line: string) => void lines.push(line), printProgress: () => undefined };
    command = new ExportCommand(access, output, 1);
  });
  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  const run = (changes: Partial<ExportCommandOptions> = {}, signal = new AbortController().signal) => {
    const options = {
      organization: 'plant-a',
      kind: 'telemetry',
      zone: 'UTC',
      from: '2026-01-01T00:00:00Z',
    } as const;
    return command.run(
      file,
      { ...options, incremental: false, estimate: false, json: false, ...changes },
      signal,
    );
  };

  test('waits until the export is done, and writes its file', async () => {
    await run();
    expect(await readFile(file, 'utf8')).toBe(CONTENT);
    expect(await readdir(folder)).toEqual(['out.csv']);
    expect(lines).toEqual([`${file}: 1 rows, ${CONTENT.length} bytes. It is done.`]);
    expect(asked.filter((each) => each.includes('/exports'))[0]).toBe(
      `POST /api/v1/exports?organizationId=${ORGANIZATION}`,
    );
  });

  test('a download that broke off goes on where it ended', async () => {
    breaksAfter = 10;
    const broken = assert.rejects(run(), { code: 'EXPORT_COMMAND.DOWNLOAD_BROKE' });
    await eventually(async () => (await readFile(`${file}.${ID}.part`)).length === 10);
    breakOff?.();
    await broken;
    expect(await readdir(folder)).toEqual([`out.csv.${ID}.part`]);
    await run({ resume: ID, json: true });
    expect(asked.at(-1)).toBe('GET /file bytes=10-');
    expect(await readFile(file, 'utf8')).toBe(CONTENT);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ id: ID, rows: 1, file });
  });

  test('a stop cancels the export', async () => {
    const ending = new AbortController();
    states = Array.from({ length: 1_000 }, () => 'running');
    const running = run({}, ending.signal);
    setTimeout(() => ending.abort(), 20);
    await assert.rejects(running, { code: 'EXPORT_COMMAND.CANCELLED' });
    expect(asked.at(-1)).toBe(`DELETE /api/v1/exports/${ID}?organizationId=${ORGANIZATION}`);
  });

  test('says why there is no file, and how large one would be', async () => {
    states = ['failed'];
    await assert.rejects(run(), { code: 'EXPORT.FAILED', message: /It is failed\. \(EXPORT\.TOO_LARGE\)/ });
    await run({ estimate: true });
    expect(lines).toEqual(['About 7 rows and 70 bytes; 700 bytes are allowed.']);
    expect(await readdir(folder)).toEqual([]);
  });
});
