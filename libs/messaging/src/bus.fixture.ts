import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StreamDeclaration } from '@eagle/contracts/bus';
import { type OrganizationId, organizationIdSchema } from '@eagle/contracts/domain';
import { startNats, type LocalServer, type NatsOptions } from '@eagle/local-services';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { BusOptions, RequestBus } from './bus.types.js';
import { connectBus } from './bus.js';

/** A separate NATS server for one test file, and connections to it; `close` ends all of them. */
export interface TestNats {
  readonly server: LocalServer;
  connect(options?: Partial<BusOptions>): Promise<RequestBus>;
  /** Kills the server as a power cut would and starts it again with its data. */
  killAndRestart(): Promise<void>;
  close(): Promise<void>;
}

export interface TestBus extends TestNats {
  readonly bus: RequestBus;
  /** Deletes a stream with its messages, and creates it again, empty. */
  beginAnew(stream: StreamDeclaration): Promise<void>;
  consumersOf(stream: StreamDeclaration): Promise<number>;
}

export async function testNats(configText?: NatsOptions['configText']): Promise<TestNats> {
  const dir = await mkdtemp(path.join(tmpdir(), 'eagle-messaging-'));
  const server = await startNats({ dir, ...(configText === undefined ? {} : { configText }) });
  const buses: RequestBus[] = [];
  return {
    server,
    async connect(options = {}) {
      const bus = await connectBus({ url: server.url, name: `test-${buses.length}`, ...options });
      buses.push(bus);
      return bus;
    },
    async killAndRestart() {
      process.kill(server.pid, 'SIGKILL');
      await server.exited;
      await server.restart();
    },
    async close() {
      await Promise.all(buses.map((bus) => bus.close()));
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** With every stream and bucket. */
export async function testBus(): Promise<TestBus> {
  const nats = await testNats();
  const bus = await nats.connect();
  await bus.keepStreams();
  const beginAnew = async (stream: StreamDeclaration): Promise<void> => {
    const raw = await connect({ servers: nats.server.url });
    await (await jetstreamManager(raw)).streams.delete(stream.name);
    await raw.close();
    await bus.ensureStreams(stream);
  };
  const consumersOf = async (stream: StreamDeclaration): Promise<number> => {
    const raw = await connect({ servers: nats.server.url });
    const { state } = await (await jetstreamManager(raw)).streams.info(stream.name);
    await raw.close();
    return state.consumer_count;
  };
  return { ...nats, bus, beginAnew, consumersOf };
}

export const newOrganization = (): OrganizationId => organizationIdSchema.parse(randomUUID());

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const text = (payload: Uint8Array): string => new TextDecoder().decode(payload);

/** Waits until the check gives something other than undefined, null or false. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  deadlineMs = 10_000,
): Promise<Exclude<T, null | undefined | false>> {
  const endMs = performance.now() + deadlineMs;
  for (;;) {
    const value = await check();
    if (isFound(value)) return value;
    if (performance.now() > endMs) throw new Error(`Not within ${deadlineMs} ms: ${check.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function isFound<T>(value: T): value is Exclude<T, null | undefined | false> {
  return value !== undefined && value !== null && value !== false;
}
