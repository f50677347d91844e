import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SERVICES, WORKING_SERVICES, type ServiceManifest } from '@eagle/contracts/domain';
import { natsServerConfig } from '@eagle/messaging';
import { grantStatements, hasDatabaseRole, roleOf } from '@eagle/persistence';
import { z } from 'zod';
import { withServices } from '../containers/compose-services.js';
import { killable } from './killable.js';
import { projectRoot } from './platform.js';
import { inStartOrder, readManifests } from './service-manifests.js';
import { serviceEndpoints, serviceUrls } from './service-plan.js';

const manifests = await readManifests(projectRoot);
const BCRYPT_HASH = `$2b$04$${'a'.repeat(53)}`;

describe('the facts about a service that are declared apart agree with its manifest', () => {
  test('every service that the contracts name has a folder with a manifest', () => {
    expect(manifests.map(({ name }) => name).toSorted()).toEqual(WORKING_SERVICES.toSorted());
  });

  test('every manifest has an account on the bus', () => {
    const hashes = Object.fromEntries(SERVICES.map((service) => [service, BCRYPT_HASH]));
    const passwordHashes = z.record(z.enum(SERVICES), z.string()).parse(hashes);
    const config = natsServerConfig({ port: 4222, storeDir: '/data', passwordHashes });
    const users = [...config.matchAll(/user: "([a-z-]+)"/g)].map(([, user]) => user);
    expect(users).toEqual(expect.arrayContaining(manifests.map(({ name }) => name)));
  });

  test.each(manifests)('$name needs the database just where the grants give it a role', ({ name, needs }) => {
    expect(needs.includes('database')).toBe(hasDatabaseRole(name));
    const granted = hasDatabaseRole(name)
      ? grantStatements().filter((statement) => statement.endsWith(`TO ${roleOf(name)}`))
      : [];
    expect(granted.length > 0).toBe(needs.includes('database'));
  });

  test.each(manifests)('$name is built with the project', ({ name }) => {
    const { references } = z
      .object({ references: z.array(z.object({ path: z.string() })) })
      .parse(JSON.parse(readFileSync(path.join(projectRoot, 'tsconfig.json'), 'utf8')));
    expect(references).toContainEqual({ path: `./apps/${name}` });
  });
});

describe('a folder makes a service', () => {
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
    return {
      processes: endpoints.map(({ service }) => service.name),
      healthUrls: serviceUrls(endpoints, () => 4_000),
      killed: killable(found),
      containers: withServices(compose, found),
    };
  }

  test('adding it adds its process, its health check, its container and its kill; removing it removes them', async () => {
    const before = await followed();
    expect(before.processes).not.toContain('training');
    add('training');
    const added = await followed();
    expect(added.processes).toEqual([...before.processes, 'training']);
    expect(added.healthUrls).toContain('training=http://127.0.0.1:4000');
    expect(added.killed).toContain('training');
    expect(added.containers).toContain("command: ['apps/training/dist/main.js']");
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
  test('a name without an account on the bus is refused, with the file that lists the accounts', async () => {
    write('historian', { ...manifests[0], name: 'historian' });
    await expect(readManifests(root)).rejects.toThrow('libs/contracts/src/domain/services.ts');
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

  test('is that of the manifests, whatever order they are read in', () => {
    expect(inStartOrder(manifests.toReversed())).toEqual(manifests);
  });

  test('is refused where services start after each other', () => {
    const circle = [named('alerting', ['training']), named('training', ['alerting'])];
    expect(() => inStartOrder(circle)).toThrow('start after each other: alerting, training');
  });
});
