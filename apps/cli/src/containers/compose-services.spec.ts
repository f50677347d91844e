import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readManifests } from '@eagle/local-services/manifests';
import { projectRoot } from '../start/platform.js';
import { withServices } from './compose-services.js';

const compose = readFileSync(path.join(projectRoot, 'docker-compose.yml'), 'utf8');
const manifests = await readManifests(projectRoot);

test('the services of the compose file agree with their manifests: "npx eagle containers compose" writes them', () => {
  expect(withServices(compose, manifests)).toBe(compose);
});

test('a service without a manifest has no container and no health check', () => {
  const without = withServices(
    compose,
    manifests.filter(({ name }) => name !== 'training'),
  );
  expect(without).not.toContain('apps/training/');
  expect(without).not.toContain('training=http');
  expect(withServices(without, manifests)).toBe(compose);
});
