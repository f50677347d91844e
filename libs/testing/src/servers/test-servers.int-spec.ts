import { connect, type NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { z } from 'zod';
import { eventually } from '../eventually.js';
import { areContainersChosen, serversOf, testServers } from './chosen-servers.js';
import { processServers } from './process-servers.js';
import type { TestServer, TestServers } from './test-server.js';

const infoSchema = z.object({ state: z.object({ messages: z.number() }) });

/** Whatever runs the servers, tests can do the same with them. */
function checkServers(servers: () => TestServers): void {
  describe('a NATS server', () => {
    let server: TestServer;
    const connections: NatsConnection[] = [];
    const client = async (): Promise<NatsConnection> => {
      const connection = await connect({ servers: server.url, reconnect: false });
      connections.push(connection);
      return connection;
    };
    /** Of a stream that keeps its messages in files. */
    const messages = async (): Promise<number> => {
      const answer = await (await client()).request('$JS.API.STREAM.INFO.KEPT');
      return infoSchema.parse(answer.json()).state.messages;
    };

    beforeAll(async () => {
      server = await servers().startNats();
    });
    afterAll(async () => {
      await Promise.all(connections.map((connection) => connection.close()));
      await server.close();
    });

    test('that was killed is at the same address with what it had stored', async () => {
      const before = await client();
      await before.request(
        '$JS.API.STREAM.CREATE.KEPT',
        JSON.stringify({ name: 'KEPT', subjects: ['kept'] }),
      );
      await before.request('kept', 'one');
      await server.kill();
      await expect(client()).rejects.toThrow();
      await server.restart();
      expect(await messages()).toBe(1);
    });

    test('that stands still answers nobody, and goes on afterwards', async () => {
      const asking = await client();
      await server.freeze();
      try {
        // What it has begun to answer may still come.
        await eventually(() =>
          expect(asking.request('$JS.API.INFO', '', { timeout: 300 })).rejects.toThrow(/timeout/i),
        );
      } finally {
        await server.thaw();
      }
      const answer = await eventually(() => asking.request('$JS.API.INFO', '', { timeout: 1_000 }), {
        deadlineMs: 10_000,
      });
      expect(answer.string()).toContain('account_info_response');
    });

    test('that was stopped starts again', async () => {
      await server.stop();
      await server.restart();
      expect((await client()).isClosed()).toBe(false);
    });
  });

  test('a PostgreSQL server takes its superuser, and nobody once it is closed', async () => {
    const server = await servers().startPostgres();
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query<{ super: string }>(`SELECT current_setting('is_superuser') AS super`);
    expect(rows).toEqual([{ super: 'on' }]);
    await client.end();
    await server.close();
    await expect(new pg.Client({ connectionString: server.url }).connect()).rejects.toThrow(/ECONNREFUSED/);
  });
}

describe('servers as local processes', () => {
  checkServers(() => processServers);
});

const describeContainers = areContainersChosen() ? describe : describe.skip;
describeContainers('servers as containers', () => {
  checkServers(testServers);
});

describe('the choice', () => {
  test('is local processes where nothing is said', () => {
    expect(serversOf({})).toBe(processServers);
  });

  test('of containers without an image is refused by the name of the variable', () => {
    expect(() => serversOf({ EAGLE_TEST_SERVERS: 'containers' })).toThrow(/EAGLE_TEST_NATS_IMAGE/);
  });
});
