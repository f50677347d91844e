import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { type OrganizationId } from '@eagle/contracts/domain';
import { ROUTES } from '@eagle/contracts/rest';
import { freePort } from '@eagle/local-services';
import {
  eventually,
  ServiceProcess,
  testBus,
  type TestBus,
  testDatabase,
  type TestDatabase,
} from '@eagle/testing';
import { DeadLettersCommand } from '../dead-letters/dead-letters.command.js';
import { projectRoot } from '../start/platform.js';
import { AlertSocket } from './alert-socket.js';
import { GatewayClient } from './gateway-client.js';

const SUPER_ADMIN = { email: 'super@eagle.example', password: `pw-${randomUUID()}` };
const STARTS = { deadlineMs: 60_000, everyMs: 100 };
const secret = (): string => randomBytes(32).toString('hex');

describe('a command of the super-admin', () => {
  let bus: TestBus;
  let database: TestDatabase;
  let gateway: ServiceProcess;
  let url: string;
  let id: OrganizationId;
  /** Another sign-in of the same person, which reads the audit log. */
  let reader: GatewayClient;

  beforeAll(async () => {
    [bus, database] = await Promise.all([testBus(), testDatabase()]);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    gateway = new ServiceProcess(path.join(projectRoot, 'apps/gateway/dist/main.js'), {
      SERVICE_NAME: 'gateway',
      REPLICA: 'gateway-0',
      HTTP_PORT: String(port),
      OPERATIONS_PORT: '0',
      NATS_URL: bus.url,
      DATABASE_URL: database.urlOf('gateway'),
      JWT_SECRET: secret(),
      EXPORT_LINK_KEY: secret(),
      SECRETS_KEY: secret(),
      AUDIT_KEY: secret(),
      BOOTSTRAP_EMAIL: SUPER_ADMIN.email,
      BOOTSTRAP_PASSWORD: SUPER_ADMIN.password,
      CONTROL_ROOM_FILES: '/nowhere',
    });
    gateway.start();
    reader = new GatewayClient(url, SUPER_ADMIN.email, SUPER_ADMIN.password, 'reads the log');
    await eventually(() => reader.accessToken(), STARTS).catch((error: unknown) => {
      throw new Error(`The gateway did not start:\n${gateway.log}`, { cause: error });
    });
    ({ id } = await reader.ask(ROUTES.organizations.create, {
      body: { slug: 'north', name: 'Plant north' },
    }));
  });
  afterAll(async () => {
    await gateway.end('SIGTERM');
    await bus.close();
    await database.close();
  });

  /** Reasons for which the organization was entered, by others than the reader. */
  async function reasons(): Promise<unknown[]> {
    const query = { organizationId: id, action: 'ORGANIZATION.ENTERED', limit: 50 } as const;
    const { items } = await reader.ask(ROUTES.audit.ofOrganization, { query });
    return items
      .flatMap((entry) => (entry.action === 'ORGANIZATION.ENTERED' ? [entry.details.reason] : []))
      .filter((reason) => reason !== 'reads the log');
  }

  function command(): { readonly lines: string[]; readonly letters: DeadLettersCommand } {
    const lines: string[] = [];
    const users = [{ ...SUPER_ADMIN, role: 'SUPER_ADMIN' as const, organizationId: null }];
    const organizations = [{ id, slug: 'north', name: 'Plant north', scadaUrl: '' }];
    const letters = new DeadLettersCommand({ gatewayUrl: url, users, organizations }, (line) =>
      lines.push(line),
    );
    return { lines, letters };
  }

  test('enters the organization that it names by itself, once, with its own name as the reason', async () => {
    const { lines, letters } = command();
    await letters.list({ json: false, organization: 'north' });
    await letters.list({ json: false, organization: 'north' });
    expect(lines).toEqual(['There is no dead letter.', 'There is no dead letter.']);
    expect(await reasons()).toEqual(['npx eagle dead-letters']);
  });

  test('of the whole platform enters no organization', async () => {
    const before = await reasons();
    await command().letters.list({ json: false });
    expect(await reasons()).toEqual(before);
  });

  test('enters again after the visit was ended, and listens to alerts only within one', async () => {
    const client = new GatewayClient(url, SUPER_ADMIN.email, SUPER_ADMIN.password, 'npx eagle attack');
    const before = (await reasons()).length;
    const read = () => client.ask(ROUTES.alerts.list, { query: { organizationId: id } });
    await read();
    await client.ask(ROUTES.visits.leave, { params: { organizationId: id } });
    await read();
    expect((await reasons()).length).toBe(before + 2);
    await client.ask(ROUTES.visits.leave, { params: { organizationId: id } });
    const socket = new AlertSocket(
      new GatewayClient(url, SUPER_ADMIN.email, SUPER_ADMIN.password, 'npx eagle listen'),
      { onAlert: () => undefined },
      id,
    );
    await socket.open();
    socket.close();
    expect(await reasons()).toContain('npx eagle listen');
  });

  test('listens although its first connection was refused', async () => {
    class WithoutFirstToken extends GatewayClient {
      private asked = 0;
      override accessToken(): Promise<string> {
        this.asked += 1;
        return this.asked === 1 ? Promise.reject(new Error('no token yet')) : super.accessToken();
      }
    }
    const client = new WithoutFirstToken(url, SUPER_ADMIN.email, SUPER_ADMIN.password, 'npx eagle listen');
    const problems: unknown[] = [];
    const handlers = { onAlert: () => undefined, onProblem: (error: unknown) => problems.push(error) };
    const socket = new AlertSocket(client, handlers, id);
    await socket.open();
    socket.close();
    expect(problems).toHaveLength(1);
  });

  test('that names no organization is refused with what to do', async () => {
    const client = new GatewayClient(url, SUPER_ADMIN.email, SUPER_ADMIN.password);
    await expect(client.ask(ROUTES.alerts.list, {})).rejects.toThrow(/organizationId/);
  });
});
