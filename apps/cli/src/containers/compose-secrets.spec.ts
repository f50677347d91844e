import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../start/platform.js';
import { composeSecrets } from './compose-secrets.js';

const compose = readFileSync(path.join(projectRoot, 'docker-compose.yml'), 'utf8');
const asked = new Set([...compose.matchAll(/\$\{([A-Z_]+):\?\}/g)].map(([, variable]) => variable));

describe('the secrets of the compose file', () => {
  test('are made, every one that it asks for and no other', () => {
    expect(Object.keys(composeSecrets(randomBytes)).toSorted()).toEqual([...asked].toSorted());
  });

  test('are all different', () => {
    const values = Object.values(composeSecrets(randomBytes));
    expect(new Set(values).size).toBe(values.length);
  });
});
