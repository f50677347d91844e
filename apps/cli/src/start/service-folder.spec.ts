import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RPC, rpcSubject } from '@eagle/contracts/bus';
import { WORKING_SERVICES, type ServiceManifest } from '@eagle/contracts/domain';
import { inStartOrder, readManifests } from '@eagle/local-services/manifests';
import { busGrants, busPublications, busUsers, natsServerConfig, type Grant } from '@eagle/messaging';
import { databaseUsers, grantStatements } from '@eagle/persistence';
import { z } from 'zod';
import { composeSecrets } from '../containers/compose-secrets.js';
import { withServices } from '../containers/compose-services.js';
import { killable } from './killable.js';
import { projectRoot } from './platform.js';
import { serviceEndpoints, serviceUrls } from './service-plan.js';

const manifests = await readManifests(projectRoot);
const BCRYPT_HASH = `$2b$04$${'a'.repeat(53)}`;

describe('facts about a service outside of its manifest agree with the manifest', () => {
  test('every service name in streams and requests is that of a folder with a manifest', () => {
    expect(manifests.map(({ name }) => name).toSorted()).toEqual(WORKING_SERVICES.toSorted());
  });

  test.each(manifests)('$name is built with the project', ({ name }) => {
    const { references } = z
      .object({ references: z.array(z.object({ path: z.string() })) })
      .parse(JSON.parse(readFileSync(path.join(projectRoot, 'tsconfig.json'), 'utf8')));
    expect(references).toContainEqual({ path: `./apps/${name}` });
  });
});

describe('a service is one folder', () => {
  let root: string;
  const folderOf = (name: string): string => path.join(root, 'apps', name, 'dist');
  const add = (name: string): void =>
    cpSync(
      path.join(projectRoot, 'apps', name, 'dist', 'service.js'),
      path.join(folderOf(name), 'service.js'),
    );

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'eagle-services-'));
    for (const { name } of manifests) if (name !== 'training') add(name);
  });

  afterEach(() => rmSync(root, { recursive: true }));

  /** Everything that is made from the manifests of a project. */
  async function followed() {
    const found = await readManifests(root);
    const endpoints = serviceEndpoints(found, new Map());
    const compose = readFileSync(path.join(projectRoot, 'docker-compose.yml'), 'utf8');
    const passwordHashes = new Map(busUsers(found).map((user) => [user, BCRYPT_HASH] as const));
    return {
      processes: endpoints.map(({ service }) => service.name),
      healthUrls: serviceUrls(endpoints, () => 4_000),
      killed: killable(found),
      containers: withServices(compose, found),
      secrets: Object.keys(composeSecrets(found, randomBytes)),
      accounts: natsServerConfig({ port: 4222, storeDir: '/data', passwordHashes }),
      grants: busGrants([...passwordHashes.keys()]),
      publications: busPublications([...passwordHashes.keys()]),
      rights: grantStatements(databaseUsers(found)),
    };
  }
  type Followed = Awaited<ReturnType<typeof followed>>;

  function expectBusPermissions(before: Followed, added: Followed): void {
    expect(before.accounts).not.toContain('"training"');
    expect(added.accounts).toContain('user: "training", password: "');
    const isOfTraining = ({ of, to }: Grant): boolean => of === 'training' || to === 'training';
    expect(before.grants.filter(isOfTraining)).toEqual([]);
    expect(added.grants.filter((grant) => !isOfTraining(grant))).toEqual(before.grants);
    expect(added.grants).toContainEqual(
      expect.objectContaining({ of: 'training', to: 'gateway', subject: rpcSubject(RPC.train, 'gateway') }),
    );
    const streamsOf = ({ publications }: Followed) =>
      publications.filter(({ from }) => from === 'training').map(({ to }) => to);
    expect(streamsOf(before)).toEqual([]);
    expect(streamsOf(added)).toContain('KV_training-status');
  }

  function expectDatabaseRole(before: Followed, added: Followed): void {
    const given = ({ rights }: Followed) => rights.filter((sql) => /^GRANT .* TO eagle_training$/.test(sql));
    expect(given(before)).toEqual([]);
    expect(given(added)).toContain('GRANT SELECT, INSERT, UPDATE ON training_runs TO eagle_training');
    // Rights from an earlier start are revoked.
    expect(before.rights.filter((sql) => sql.includes('eagle_training'))).toEqual([
      expect.stringMatching(/^DO .* IF EXISTS .* REVOKE ALL ON ALL TABLES .* FROM eagle_training/),
    ]);
  }

  test('adding it adds its account, its role, its process, its health check, its container and its kill; removing it removes them', async () => {
    const before = await followed();
    expect(before.processes).not.toContain('training');
    add('training');
    const added = await followed();
    expect(added.processes).toEqual([...before.processes, 'training']);
    expect(added.healthUrls).toContain('training=http://127.0.0.1:4000');
    expect(added.killed).toContain('training');
    expect(added.containers).toContain("command: ['apps/training/dist/main.js']");
    const passwords = ['DATABASE_PASSWORD_TRAINING', 'NATS_PASSWORD_TRAINING'];
    for (const variable of passwords) {
      expect(before.containers).not.toContain(variable);
      expect(added.containers).toContain(`      ${variable}: \${${variable}:?}`);
    }
    expect(added.secrets.filter((variable) => !before.secrets.includes(variable))).toEqual(passwords);
    expectBusPermissions(before, added);
    expectDatabaseRole(before, added);
    rmSync(path.join(root, 'apps', 'training'), { recursive: true });
    expect(await followed()).toEqual(before);
  });

  const write = (folder: string, manifest: object): void => {
    mkdirSync(folderOf(folder), { recursive: true });
    writeFileSync(
      path.join(folderOf(folder), 'service.js'),
      `export const service = ${JSON.stringify(manifest)};`,
    );
  };
  test('a folder name that streams and requests do not know is refused, with the file to add it to', async () => {
    write('archivist', { ...manifests[0], name: 'archivist' });
    await expect(readManifests(root)).rejects.toThrow('libs/contracts/src/domain/services.ts');
  });

  test('a table that would have to be quoted in a statement is refused', async () => {
    write('alerting', {
      ...manifests.find(({ name }) => name === 'alerting'),
      tables: { 'alerts; DROP': 'own' },
    });
    await expect(readManifests(root)).rejects.toThrow('Invalid key');
  });

  test('a folder has the name of its service', async () => {
    write('trainer', { ...manifests[0], name: 'training' });
    await expect(readManifests(root)).rejects.toMatchObject({ code: 'SERVICES.MANIFEST_MISPLACED' });
  });
});

describe('the order of start', () => {
  const [first] = manifests;
  const named = (name: ServiceManifest['name'], startsAfter: ServiceManifest['startsAfter']) => {
    if (first === undefined) throw new Error('this project has no services');
    return { ...first, name, startsAfter };
  };

  test('follows the manifests, in any order of reading', () => {
    expect(inStartOrder(manifests.toReversed())).toEqual(manifests);
  });

  test('is refused where services start after each other', () => {
    const circle = [named('alerting', ['training']), named('training', ['alerting'])];
    expect(() => inStartOrder(circle)).toThrow('start after each other: alerting, training');
  });
});
