import assert from 'node:assert/strict';
import { AppError } from '@eagle/contracts/domain';
import { projectRoot } from './platform.js';
import { readManifests } from './service-manifests.js';
import { operationsPortName, replicaNameOf, serviceEndpoints, serviceUrls } from './service-plan.js';

const manifests = await readManifests(projectRoot);

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

test('a service that works alone has no replicas, and the refusal names those that may', () => {
  expect(() => serviceEndpoints(manifests, new Map([['alerting', 2]]))).toThrow(
    new AppError(
      'START.NOT_SCALABLE',
      'invalid',
      'alerting cannot have replicas; these can: prediction, gateway',
    ),
  );
});
