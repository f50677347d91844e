import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readManifests } from '@eagle/local-services/manifests';
import { projectRoot } from '../start/platform.js';
import { withServices } from './compose-services.js';

const compose = readFileSync(path.join(projectRoot, 'docker-compose.yml'), 'utf8');
const manifests = await readManifests(projectRoot);

test('the services of the compose file are as their manifests say: "npx eagle containers compose" writes them', () => {
  expect(withServices(compose, manifests)).toBe(compose);
});

test('a service whose manifest is gone has no container, and nobody asks it about its health', () => {
  const without = withServices(
    compose,
    manifests.filter(({ name }) => name !== 'training'),
  );
  expect(without).not.toContain('apps/training/');
  expect(without).not.toContain('training=http');
  expect(withServices(without, manifests)).toBe(compose);
});
