import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Module, type DynamicModule, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { after, describe, it } from 'node:test';
import {
  HealthRegistry,
  loadConfig,
  Metrics,
  serviceConfigSchema,
  ServiceKitModule,
  startService,
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

describe('a service', async () => {
  const service = await startService({
    name: 'prediction',
    module: TinyModule.make(),
    config,
    ownsProcess: false,
  });
  after(() => service.stop('test is over'));

  it('answers that it is alive and ready', async () => {
    assert.equal((await fetch(`${service.url}/health/live`)).status, 200);
    const ready = await fetch(`${service.url}/health/ready`);
    assert.equal(ready.status, 200);
    assert.deepEqual(await ready.json(), { status: 'ok', checks: {} });
  });

  it('is not ready, with the reason, while something it needs is missing', async () => {
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

  it('shows its own and the process metrics with service and replica', async () => {
    service.app.get(Metrics).counter('eagle_frames_total', 'Frames.', ['outcome']).inc({ outcome: 'ok' }, 3);
    const response = await fetch(`${service.url}/metrics`);
    const text = await response.text();
    assert.match(response.headers.get('content-type') ?? '', /^text\/plain/);
    assert.match(text, /eagle_frames_total\{outcome="ok",service="prediction",replica="prediction-0"\} 3/);
    assert.match(text, /process_resident_memory_bytes\{service="prediction",replica="prediction-0"\} \d+/);
    assert.match(text, /process_cpu_seconds_total/);
  });

  it('runs its shutdown hooks and stops listening', async () => {
    assert.equal(await service.stop('test'), true);
    assert.deepEqual(ended, ['destroy', 'shutdown']);
    await assert.rejects(fetch(`${service.url}/health/live`));
  });
});

describe('a service process', () => {
  const child = (body: string) =>
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
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );

  it('ends with 1 after an unhandled rejection, and says why', async () => {
    const process_ = child(`Promise.reject(new Error('nobody catches this'));`);
    let output = '';
    process_.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await once(process_, 'close');
    assert.equal(process_.exitCode, 1);
    assert.match(output, /nobody catches this/);
  });

  it('ends with 0 on SIGTERM', async () => {
    const process_ = child('');
    process_.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('Service started')) process_.kill('SIGTERM');
    });
    await once(process_, 'close');
    assert.equal(process_.exitCode, 0);
  });
});
