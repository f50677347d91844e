import assert from 'node:assert/strict';
import { operationsPortName, serviceEndpoints, serviceUrls } from './service-plan.js';

test('the gateway is told where every replica of every service answers', () => {
  const endpoints = serviceEndpoints({ prediction: 2 });
  const ports = new Map(endpoints.map(({ name, replica }, index) => [`${name}-${replica}`, 4_000 + index]));
  const urls = serviceUrls(endpoints, (name) => ports.get(name) ?? assert.fail(name)).split(',');
  assert.deepEqual(
    urls.map((entry) => entry.split('=')[0]),
    ['model-cache', 'prediction', 'alerting', 'gateway', 'data-processor', 'training'],
  );
  assert.ok(urls.includes('prediction=http://127.0.0.1:4001|http://127.0.0.1:4002'), urls.join());
});

test('what is for operators of the gateway has a port of its own, as everybody reaches the other one', () => {
  const named = serviceEndpoints({ gateway: 2 })
    .map(operationsPortName)
    .filter((name) => name !== null);
  assert.deepEqual(named, ['gateway-0-operations', 'gateway-1-operations']);
});
