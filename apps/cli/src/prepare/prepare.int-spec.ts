import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres, type LocalServer } from '@eagle/local-services';
import { readManifests } from '@eagle/local-services/manifests';
import { withRole } from '@eagle/persistence';
import pg from 'pg';
import { passwordVariables } from './password-variables.js';
import { runPrepare } from './prepare.command.js';

describe('preparing the servers of containers', () => {
  let folder: string;
  let server: LocalServer;
  let environment: Record<string, string>;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'eagle-prepare-'));
    server = await startPostgres({
      ...{ dataDir: path.join(folder, 'data'), user: 'owner', password: 'owner', durable: false },
    });
    const variables = passwordVariables(await readManifests());
    environment = {
      ADMIN_DATABASE_URL: server.url,
      ...Object.fromEntries(variables.map((variable) => [variable, randomBytes(18).toString('base64url')])),
    };
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const options = () => ({
    natsConfig: path.join(folder, 'nats.conf'),
    natsStore: path.join(folder, 'streams'),
  });

  test('gives every service its account and, where it has tables, its role, with the passwords of the environment', async () => {
    await runPrepare(options(), environment);
    const config = readFileSync(options().natsConfig, 'utf8');
    const users = [...config.matchAll(/user: "([a-z-]+)"/g)].map(([, user]) => user);
    const services = (await readManifests()).map(({ name }) => name);
    expect(users).toEqual([...services, 'cli']);
    const url = server.url.replace(/\/[^/]*$/, '/eagle');
    const password = environment['DATABASE_PASSWORD_TRAINING'] ?? '';
    const client = new pg.Client({ connectionString: withRole(url, 'eagle_training', password) });
    await client.connect();
    const { rows } = await client.query<{ me: string }>('SELECT current_user AS me');
    await client.end();
    expect(rows).toEqual([{ me: 'eagle_training' }]);
  });

  test('names every password that is missing or too short, and does nothing', async () => {
    const spoilt = { ...environment, NATS_PASSWORD_TRAINING: '', NATS_PASSWORD_CLI: 'short' };
    const refused = runPrepare(options(), spoilt);
    await expect(refused).rejects.toMatchObject({ code: 'PREPARE.BAD_ENVIRONMENT' });
    await expect(refused).rejects.toThrow(/NATS_PASSWORD_TRAINING[^]*NATS_PASSWORD_CLI/);
  });
});
