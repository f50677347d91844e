import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readManifests } from '@eagle/local-services/manifests';
import { projectRoot } from '../start/platform.js';
import { composeSecrets } from './compose-secrets.js';

const manifests = await readManifests(projectRoot);
const compose = readFileSync(path.join(projectRoot, 'docker-compose.yml'), 'utf8');
const asked = new Set([...compose.matchAll(/\$\{([A-Z_]+):\?\}/g)].map(([, variable]) => variable));

describe('the secrets of the compose file', () => {
  test('are made for exactly the variables of the file', () => {
    expect(Object.keys(composeSecrets(manifests, randomBytes)).toSorted()).toEqual([...asked].toSorted());
  });

  test('are all different', () => {
    const values = Object.values(composeSecrets(manifests, randomBytes));
    expect(new Set(values).size).toBe(values.length);
  });
});
