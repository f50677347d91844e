import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '@eagle/contracts/domain';
import { readManifests } from '@eagle/local-services/manifests';
import { projectRoot } from './platform.js';
import { replicaNameOf } from './service-endpoint.js';
import { loadSecrets } from './secrets.js';
import { operationsPortName, serviceEndpoints, servicePlan, serviceUrls } from './service-plan.js';
import type { Addresses } from './provided-needs.js';
import { StateFolder } from './state-folder.js';

const manifests = await readManifests(projectRoot);
const ADDRESSES: Addresses = {
  natsUrl: 'nats://bus',
  databaseUrlOf: (service) => `postgresql://${service}@database`,
  scadaAdminUrl: 'postgresql://plants:5432',
  projectRoot,
  trainerPython: 'python3',
  revision: 'unknown',
  logLevel: 'info',
  serviceUrls: '',
};

test('the gateway is told where every replica of every service answers', () => {
  const endpoints = serviceEndpoints(manifests, new Map([['prediction', 2]]));
  const ports = new Map(endpoints.map((endpoint, index) => [replicaNameOf(endpoint), 4_000 + index]));
  const urls = serviceUrls(endpoints, (name) => ports.get(name) ?? assert.fail(name)).split(',');
  assert.deepEqual(
    urls.map((entry) => entry.split('=')[0]),
    manifests.map(({ name }) => name),
  );
  assert.ok(urls.includes('prediction=http://127.0.0.1:4001|http://127.0.0.1:4002'), urls.join());
});

test('what is for operators of the gateway has a port of its own, as everybody reaches the other one', () => {
  const named = serviceEndpoints(manifests, new Map([['gateway', 2]]))
    .map(operationsPortName)
    .filter((name) => name !== null);
  assert.deepEqual(named, ['gateway-0-operations', 'gateway-1-operations']);
});

describe('replicas of which one is elected to work', () => {
  let state: StateFolder;
  beforeEach(() => {
    state = StateFolder.take(mkdtempSync(path.join(tmpdir(), 'eagle-plan-')), { fresh: false });
  });
  afterEach(() => {
    state.release();
    rmSync(state.root, { recursive: true });
  });

  test.each(manifests.filter(({ replicas }) => replicas === 'standby').map(({ name }) => name))(
    '%s: share one account and one role, and have names and folders of their own',
    (name) => {
      const secrets = loadSecrets(state, []);
      const plans = serviceEndpoints(manifests, new Map([[name, 2]]))
        .filter(({ service }) => service.name === name)
        .map((endpoint) =>
          servicePlan(endpoint, { http: 4_000, operations: null }, ADDRESSES, secrets, state),
        );
      const different = new Set(['REPLICA', 'WORK_DIR']);
      const [first, second] = plans.map(({ env }) => Object.entries(env));
      const shared = (env: [string, string][] = []) => env.filter(([variable]) => !different.has(variable));
      const own = (env: [string, string][] = []) => env.filter(([variable]) => different.has(variable));
      expect(shared(first)).toEqual(shared(second));
      expect(shared(first)).toContainEqual(['DATABASE_URL', `postgresql://${name}@database`]);
      expect(own(first)).toContainEqual(['REPLICA', `${name}-0`]);
      expect(own(second)).toContainEqual(['REPLICA', `${name}-1`]);
      for (const entry of own(first)) expect(own(second)).not.toContainEqual(entry);
      expect(new Set(plans.map(({ logFile }) => logFile)).size).toBe(2);
    },
  );
});

test('a service that may have no second one has no replicas, and the refusal names those that may', () => {
  expect(() => serviceEndpoints(manifests, new Map([['data-processor', 2]]))).toThrow(
    new AppError(
      'START.NOT_SCALABLE',
      'data-processor cannot have replicas; these can: model-cache, prediction, alerting, gateway, training',
    ),
  );
});
