import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SERVICES } from '@eagle/contracts/domain';
import { loadSecrets } from './secrets.js';
import { StateFolder } from './state-folder.js';

describe('the secrets of an installation', () => {
  let state: StateFolder;
  beforeEach(() => {
    state = StateFolder.take(mkdtempSync(path.join(tmpdir(), 'eagle-secrets-')), { fresh: false });
  });
  afterEach(() => {
    state.release();
    rmSync(state.root, { recursive: true });
  });

  test('stay the same at every start', () => {
    expect(loadSecrets(state, ['north'])).toEqual(loadSecrets(state, ['north']));
  });

  test('of an older installation stay, and a new service gets its own', () => {
    const { natsPasswords, databasePasswords, ...others } = loadSecrets(state, []);
    const { training, ...known } = natsPasswords;
    state.writeJson('secrets.json', {
      ...others,
      natsPasswords: { ...known, 'a-service-that-is-gone': training },
      databasePasswords: { cli: databasePasswords.cli },
    });
    const added = loadSecrets(state, []);
    expect(added.natsPasswords).toMatchObject(known);
    expect(Object.keys(added.natsPasswords).toSorted()).toEqual(SERVICES.toSorted());
    expect(added.natsPasswords.training).not.toBe(training);
    expect(Object.keys(added.databasePasswords).toSorted()).toEqual(SERVICES.toSorted());
    expect(added.databasePasswords.cli).toBe(databasePasswords.cli);
    expect(added.jwtSecret).toBe(others.jwtSecret);
  });
});
