import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { RunningGateway } from '../fixtures/running-gateway.fixture.js';

const WEB = path.resolve(import.meta.dirname, '../../../web');
const packages = createRequire(path.join(WEB, 'package.json'));
const VITE = path.join(path.dirname(packages.resolve('vite/package.json')), 'bin/vite.js');
const STARTS = { deadlineMs: 60_000, everyMs: 50 };
const LOCAL = /http:\/\/127\.0\.0\.1:\d+/;
const TOKEN = /const wsToken = "([^"]+)"/;
const textMessage = z.object({ data: z.string() });

describe('the control room in development', () => {
  let gateway: RunningGateway;
  let server: ChildProcess;
  let output = '';
  let url: string;

  beforeAll(async () => {
    gateway = await RunningGateway.start();
    const { PATH, HOME } = process.env;
    server = spawn(process.execPath, [VITE, '--port', '0'], {
      cwd: WEB,
      env: { PATH, HOME, NO_COLOR: '1', EAGLE_GATEWAY_URL: gateway.url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [server.stdout, server.stderr])
      stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    url = await eventually(() => {
      const [printed] = LOCAL.exec(output) ?? [];
      if (printed === undefined) throw new Error(`it printed no address:\n${output}`);
      return printed;
    }, STARTS);
  });
  afterAll(async () => {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
    await gateway.close();
  });

  const get = (name: string, accept = '*/*'): Promise<Response> =>
    fetch(`${url}${name}`, { headers: { accept } });

  async function firstMessageOf(address: string, protocol?: string): Promise<string> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}${address}`, protocol);
    const message = textMessage.parse((await once(socket, 'message'))[0]);
    socket.close();
    return message.data;
  }

  test('is made from its sources, at every address of a page', async () => {
    const page = await (await get('/assets/furnace-1', 'text/html')).text();
    expect(page).toContain('src="/src/main.tsx');
    const script = await get('/src/main.tsx');
    expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript']);
  });

  test('holds a line to each page, by which it replaces what was changed', async () => {
    expect(await (await get('/', 'text/html')).text()).toContain('/@vite/client');
    const [, token = ''] = TOKEN.exec(await (await get('/@vite/client')).text()) ?? [];
    expect(JSON.parse(await firstMessageOf(`/?token=${token}`, 'vite-hmr'))).toEqual({ type: 'connected' });
  });

  test('takes answers and pushes from the platform that runs', async () => {
    expect(await (await get('/api/v1/auth/demonstration')).json()).toEqual({ accounts: [] });
    // The greeting of Socket.IO.
    expect(await firstMessageOf('/socket.io/?EIO=4&transport=websocket')).toMatch(/^0\{"sid":/);
  });
});
