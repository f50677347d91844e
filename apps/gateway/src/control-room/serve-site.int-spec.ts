import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RunningGateway } from '../fixtures/running-gateway.fixture.js';

const PAGE = '<!doctype html><base href="/" /><script type="module" src="./files/app-1a2b.js"></script>';
const HTML = { accept: 'text/html' };

describe('the control room', () => {
  let folder: string;
  let gateway: RunningGateway;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'eagle-site-'));
    await mkdir(path.join(folder, 'files'));
    await mkdir(path.join(folder, '.vite'));
    await writeFile(path.join(folder, 'index.html'), PAGE);
    await writeFile(path.join(folder, 'files', 'app-1a2b.js'), 'start();');
    await writeFile(path.join(folder, '.vite', 'manifest.json'), '{}');
    gateway = await RunningGateway.start({ CONTROL_ROOM_FILES: folder, PUBLIC_PATH: '/eagle' });
  });
  afterAll(async () => {
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  test('is served at every address that is no other, with its own policy', async () => {
    for (const address of ['/', '/alarms?alert=1', '/assets/furnace-1']) {
      const answer = await gateway.request('GET', address, { headers: HTML });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(answer.text).toContain('<base href="/eagle/" />');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
    const script = await gateway.request('GET', '/files/app-1a2b.js');
    expect([script.text, script.headers.get('cache-control')]).toEqual([
      'start();',
      'public, max-age=31536000, immutable',
    ]);
  });

  test('is served at an address that cannot be decoded, which in the interface is nothing', async () => {
    for (const address of ['/assets/%E0%A4%A', '/%', '/rules/%zz?from=%', `/models/${'x'.repeat(5_000)}`]) {
      const answer = await gateway.request('GET', address, { headers: HTML });
      expect([address, answer.status, answer.text.includes('<base href="/eagle/" />')]).toEqual([
        address,
        200,
        true,
      ]);
    }
    for (const address of ['/api/v1/assets/%E0%A4%A', '/api/v1/%', '/files/%E0%A4%A']) {
      const answer = await gateway.request('GET', address);
      expect([address, answer.status, answer.headers.get('content-type')]).toEqual([
        address,
        404,
        'application/problem+json; charset=utf-8',
      ]);
    }
  });

  test('takes no address of the interface and shows no other file', async () => {
    for (const address of ['/api/v1/nowhere', '/.vite/manifest.json', '/..%2findex.html', '/files/gone.js']) {
      const answer = await gateway.request('GET', address);
      expect([address, answer.status]).toEqual([address, 404]);
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    expect((await gateway.request('POST', '/alarms', { headers: HTML })).status).toBe(404);
    expect((await gateway.request('GET', '/api/v1/alerts')).status).toBe(401);
    expect((await gateway.request('GET', '/metrics', { headers: HTML, url: gateway.url })).status).toBe(404);
  });
});
