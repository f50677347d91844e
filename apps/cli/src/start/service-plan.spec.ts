import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '@eagle/contracts/domain';
import { readManifests } from '@eagle/local-services/manifests';
import { projectRoot } from './platform.js';
import { replicaNameOf } from './service-endpoint.js';
import { loadSecrets } from './secrets.js';
import {
  ALL_NETWORKS,
  LOOPBACK,
  operationsPortName,
  serviceEndpoints,
  servicePlan,
  serviceUrls,
} from './service-plan.js';
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
  isDemonstration: false,
  publicHost: LOOPBACK,
};

test('the gateway gets the addresses of all replicas of all services', () => {
  const endpoints = serviceEndpoints(manifests, new Map([['prediction', 2]]));
  const ports = new Map(endpoints.map((endpoint, index) => [replicaNameOf(endpoint), 4_000 + index]));
  const urls = serviceUrls(endpoints, (name) => ports.get(name) ?? assert.fail(name)).split(',');
  assert.deepEqual(
    urls.map((entry) => entry.split('=')[0]),
    manifests.map(({ name }) => name),
  );
  assert.ok(urls.includes('prediction=http://127.0.0.1:4001|http://127.0.0.1:4002'), urls.join());
});

test('the gateway has a separate port for operators, because the other one is public', () => {
  const named = serviceEndpoints(manifests, new Map([['gateway', 2]]))
    .map(operationsPortName)
    .filter((name) => name !== null);
  assert.deepEqual(named, ['gateway-0-operations', 'gateway-1-operations']);
});

describe('the address on which a service listens', () => {
  let state: StateFolder;
  beforeEach(() => {
    state = StateFolder.take(mkdtempSync(path.join(tmpdir(), 'eagle-plan-')), { fresh: false });
  });
  afterEach(() => {
    state.release();
    rmSync(state.root, { recursive: true });
  });
  const hostsOf = (publicHost: string, name: 'HTTP_HOST' | 'OPERATIONS_HOST') => {
    const secrets = loadSecrets(state, []);
    const addresses = { ...ADDRESSES, publicHost };
    return serviceEndpoints(manifests, new Map()).map((endpoint) => [
      endpoint.service.name,
      servicePlan(endpoint, { http: 4_000, operations: 5_000 }, addresses, secrets, state).env[name],
    ]);
  };

  test('is reached by this machine alone, unless the network is asked for', () => {
    for (const [name, host] of hostsOf(LOOPBACK, 'HTTP_HOST')) expect([name, host]).toEqual([name, LOOPBACK]);
  });

  test('is open to the network for the gateway alone, and not for its operators', () => {
    for (const open of [ALL_NETWORKS, '192.168.1.5']) {
      for (const [name, host] of hostsOf(open, 'HTTP_HOST')) {
        expect([name, host]).toEqual([name, name === 'gateway' ? open : LOOPBACK]);
      }
      for (const [name, host] of hostsOf(open, 'OPERATIONS_HOST')) {
        expect([name, host]).toEqual([name, LOOPBACK]);
      }
    }
  });
});

describe('replicas with an elected leader', () => {
  let state: StateFolder;
  beforeEach(() => {
    state = StateFolder.take(mkdtempSync(path.join(tmpdir(), 'eagle-plan-')), { fresh: false });
  });
  afterEach(() => {
    state.release();
    rmSync(state.root, { recursive: true });
  });

  test.each(manifests.filter(({ replicas }) => replicas === 'standby').map(({ name }) => name))(
    '%s: share one account and one role, and have different names and folders',
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

test('a service that may have only one replica is refused more, and the error names those that may', () => {
  expect(() => serviceEndpoints(manifests, new Map([['data-processor', 2]]))).toThrow(
    new AppError(
      'START.NOT_SCALABLE',
      'data-processor cannot have replicas; these can: model-cache, prediction, alerting, historian, gateway, training',
    ),
  );
});
