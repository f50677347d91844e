import assert from 'node:assert/strict';
import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Module, type DynamicModule, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import {
  HealthRegistry,
  loadConfig,
  Metrics,
  counter,
  serviceConfigSchema,
  ServiceKitModule,
  startService,
  type RunningService,
} from './index.js';

const config = loadConfig(serviceConfigSchema, {
  SERVICE_NAME: 'prediction',
  REPLICA: 'prediction-0',
  HTTP_PORT: '0',
  NATS_URL: 'nats://127.0.0.1:4222',
  LOG_LEVEL: 'silent',
});

const ended: string[] = [];

class Worker implements OnModuleDestroy, OnApplicationShutdown {
  onModuleDestroy(): void {
    ended.push('destroy');
  }

  onApplicationShutdown(): void {
    ended.push('shutdown');
  }
}

@Module({})
class TinyModule {
  static make(): DynamicModule {
    return { module: TinyModule, imports: [ServiceKitModule.forRoot(config)], providers: [Worker] };
  }
}

describe('a service', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({
      name: 'prediction',
      module: TinyModule.make(),
      config,
      ownsProcess: false,
    });
  });
  afterAll(() => service.stop('test is over'));

  test('answers that it is alive and ready', async () => {
    assert.equal((await fetch(`${service.url}/health/live`)).status, 200);
    const ready = await fetch(`${service.url}/health/ready`);
    assert.equal(ready.status, 200);
    assert.deepEqual(await ready.json(), { status: 'ok', checks: {} });
  });

  test('is not ready, with the reason, while something it needs is missing', async () => {
    const forget = service.app
      .get(HealthRegistry)
      .register('bus', () => ({ ok: false, reason: 'not connected' }));
    const ready = await fetch(`${service.url}/health/ready`);
    assert.equal(ready.status, 503);
    assert.deepEqual(await ready.json(), {
      status: 'unavailable',
      checks: { bus: { ok: false, reason: 'not connected' } },
    });
    forget();
    assert.equal((await fetch(`${service.url}/health/ready`)).status, 200);
  });

  test('shows its own and the process metrics with service and replica', async () => {
    const frames = counter('eagle_frames_total', 'Frames.', ['outcome']);
    service.app.get(Metrics).counter(frames).inc({ outcome: 'ok' }, 3);
    const response = await fetch(`${service.url}/metrics`);
    const text = await response.text();
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
    assert.match(text, /eagle_frames_total\{outcome="ok",service="prediction",replica="prediction-0"\} 3/);
    assert.match(text, /process_resident_memory_bytes\{service="prediction",replica="prediction-0"\} \d+/);
    assert.match(text, /process_cpu_seconds_total/);
  });

  test('runs its shutdown hooks and stops listening', async () => {
    assert.equal(await service.stop('test'), true);
    assert.deepEqual(ended, ['destroy', 'shutdown']);
    await assert.rejects(fetch(`${service.url}/health/live`));
  });
});

describe('a service process', () => {
  const child = (body: string, stdio: StdioOptions = ['ignore', 'pipe', 'inherit'], settings = {}) =>
    spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { startService, ServiceKitModule, loadConfig, serviceConfigSchema } from ${JSON.stringify(new URL('./index.js', import.meta.url).href)};
        const config = loadConfig(serviceConfigSchema, process.env);
        const service = await startService({ name: 'training', module: ServiceKitModule.forRoot(config), config });
        ${body}`,
      ],
      {
        env: {
          SERVICE_NAME: 'training',
          REPLICA: 'training-0',
          HTTP_PORT: '0',
          NATS_URL: 'nats://127.0.0.1:1',
          ...settings,
        },
        stdio,
      },
    );

  test('ends with 1 after an unhandled rejection, and says why', async () => {
    const process_ = child(`Promise.reject(new Error('nobody catches this'));`);
    let output = '';
    process_.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await once(process_, 'close');
    assert.equal(process_.exitCode, 1);
    assert.match(output, /nobody catches this/);
  });

  test('ends with 0 on SIGTERM', async () => {
    const process_ = child('');
    process_.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.includes('Service started')) process_.kill('SIGTERM');
    });
    await once(process_, 'close');
    assert.equal(process_.exitCode, 0);
  });

  test('ends in order when the pipe from its parent process closes', async () => {
    const process_ = child('', ['pipe', 'pipe', 'inherit'], { END_WITH_STDIN: 'true' });
    let output = '';
    process_.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (chunk.includes('Service started')) process_.stdin?.end();
    });
    await once(process_, 'close');
    assert.equal(process_.exitCode, 0);
    assert.match(output, /the process that started it is gone/);
  });

  test('does not read its standard input unless END_WITH_STDIN is set', async () => {
    const process_ = child('setTimeout(() => process.exit(7), 300);');
    await once(process_, 'close');
    assert.equal(process_.exitCode, 7);
  });

  const testWithFullDevice = existsSync('/dev/full') ? test : test.skip;
  testWithFullDevice(
    'goes on while its log cannot be written, and counts the lines that are lost',
    async () => {
      const full = openSync('/dev/full', 'w');
      const process_ = child(
        `const { Logger } = await import(${JSON.stringify(new URL('./index.js', import.meta.url).href)});
        const logger = service.app.get(Logger);
        let lines = 0;
        const timer = setInterval(() => {
          for (let i = 0; i < 500; i += 1) logger.warn({ filler: 'x'.repeat(1_000) }, 'a line');
          lines += 500;
          if (lines === 3_000) { clearInterval(timer); process.stderr.write(service.url + '\\n'); }
        }, 5);`,
        ['ignore', full, 'pipe'],
        { LOG_LEVEL: 'warn' },
      );
      closeSync(full);
      assert.ok(process_.stderr);
      const [url] = (await once(createInterface(process_.stderr), 'line')) as [string];
      const metrics = await (await fetch(`${url}/metrics`)).text();
      const lost = Number(/^eagle_log_lost_lines\{.*\} (\d+)$/m.exec(metrics)?.[1]);
      assert.ok(lost > 1_000 && lost <= 3_000, `${lost} lines`);
      assert.equal((await fetch(`${url}/health/live`)).status, 200);
      process_.kill('SIGTERM');
      await once(process_, 'close');
      assert.equal(process_.exitCode, 0);
    },
  );
});
