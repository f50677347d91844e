import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { plainBundle } from '@eagle/artifacts/fixtures';
import { z } from 'zod';
import { projectRoot } from '../start/platform.js';
import { ensurePlatformKeys, keysFile } from '../start/secrets.js';
import { StateFolder } from '../start/state-folder.js';
import { openKeys } from './keys-config.js';
import { retireKey, rotateKeys, showKeys } from './keys.command.js';
import { openLocalBundles } from './local-bundles.js';

const OURS = '11111111-1111-4111-8111-111111111111';
const THEIRS = '22222222-2222-4222-8222-222222222222';

const keySchema = z.object({ id: z.string(), newest: z.boolean(), ageDays: z.number().nullable() });
const inventorySchema = z.object({
  platformKeys: z.array(keySchema),
  signingKeys: z.array(keySchema),
  organizations: z.array(
    z.object({
      organizationId: z.string(),
      keys: z.array(keySchema.extend({ platformKeyId: z.string() })),
    }),
  ),
});

describe('eagle keys', () => {
  let home = '';
  let state: StateFolder;

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'eagle-keys-'));
    state = StateFolder.at(home);
    await ensurePlatformKeys(state);
    const bundles = await openLocalBundles(state);
    for (const organization of [OURS, THEIRS]) await bundles.seal(plainBundle(organization, '1.0.0'));
  });
  afterEach(() => rm(home, { recursive: true }));

  const said = async (work: (write: (line: string) => void) => Promise<void>): Promise<string> => {
    const lines: string[] = [];
    await work((line) => lines.push(line));
    return lines.join('\n');
  };
  const local = () => openKeys(home, {});
  const shown = async () =>
    inventorySchema.parse(JSON.parse(await said(async (write) => showKeys(await local(), true, write))));
  const rotate = (options: Parameters<typeof rotateKeys>[1]) =>
    said(async (write) => rotateKeys(await local(), options, write));
  const assertOpens = async (organization: string, version: string): Promise<void> => {
    const bundle = plainBundle(organization, version);
    const bundles = await openLocalBundles(state);
    const { files } = await bundles.open({ ...bundle, artifactPath: `${organization}/${version}` });
    assert.deepEqual(files, bundle.files);
  };

  test('are made once, readable only by their owner', async () => {
    const before = await readFile(keysFile(state), 'utf8');
    assert.equal((await stat(keysFile(state))).mode & 0o777, 0o600);
    await ensurePlatformKeys(state);
    assert.equal(await readFile(keysFile(state), 'utf8'), before);
  });

  test('show ids and ages but no part of a key, also on the command line', async () => {
    const secrets = [...(await readFile(keysFile(state), 'utf8')).matchAll(/[0-9a-f]{64}/g)].map(
      ([key]) => key,
    );
    assert.equal(secrets.length, 2);
    const main = path.join(projectRoot, 'apps/cli/dist/main.js');
    const run = async (...args: string[]): Promise<string> => {
      const env = { ...process.env, EAGLE_HOME: home };
      return (await promisify(execFile)(process.execPath, [main, 'keys', 'show', ...args], { env })).stdout;
    };
    const [json, text] = await Promise.all([run('--json'), run()]);
    const inventory = inventorySchema.parse(JSON.parse(json));
    assert.deepEqual(inventory, await shown());
    assert.deepEqual(inventory.organizations.map(({ organizationId }) => organizationId).sort(), [
      OURS,
      THEIRS,
    ]);
    assert.equal(inventory.platformKeys[0]?.ageDays, 0);
    for (const secret of secrets) assert.ok(!json.includes(secret) && !text.includes(secret));
  });

  test('rotate the platform’s key under a running model-cache, then let the old one be retired', async () => {
    const running = await openLocalBundles(state);
    const [old] = (await shown()).platformKeys;
    assert.ok(old !== undefined);
    await assert.rejects(
      said(async (write) => retireKey(await local(), old.id, write)),
      { code: 'KEYS.KEY_IN_USE' },
    );
    assert.match(await rotate({ signing: false }), /written anew: 2/);
    const inventory = await shown();
    const newest = inventory.platformKeys[0]?.id;
    assert.deepEqual(
      inventory.platformKeys.map(({ id }) => id),
      [newest, old.id],
    );
    for (const { keys } of inventory.organizations) assert.equal(keys[0]?.platformKeyId, newest);
    const bundle = plainBundle(OURS, '1.0.0');
    await running.open({ ...bundle, artifactPath: `${OURS}/1.0.0` });
    await said(async (write) => retireKey(await local(), old.id, write));
    assert.deepEqual(
      (await shown()).platformKeys.map(({ id }) => id),
      [newest],
    );
    await running.seal(plainBundle(OURS, '1.1.0'));
    for (const version of ['1.0.0', '1.1.0']) await assertOpens(OURS, version);
    assert.equal((await stat(keysFile(state))).mode & 0o777, 0o600);
  });

  test('rotate the signing key; earlier signatures stay valid', async () => {
    await rotate({ signing: true });
    const bundles = await openLocalBundles(state);
    await bundles.seal(plainBundle(OURS, '1.1.0'));
    const { signingKeys } = await shown();
    const signers = await Promise.all(
      ['1.0.0', '1.1.0'].map(
        async (version) => (await bundles.envelope(plainBundle(OURS, version)))?.signingKeyId,
      ),
    );
    assert.deepEqual(signers, [signingKeys[1]?.id, signingKeys[0]?.id]);
    for (const version of ['1.0.0', '1.1.0']) await assertOpens(OURS, version);
  });

  test('rotate one organization’s key and nobody else’s', async () => {
    const { organizationId } = plainBundle(OURS, '1.0.0');
    assert.match(
      await rotate({ signing: false, organization: organizationId }),
      /sealed with the key [0-9a-f]{16}/,
    );
    const counts = (await shown()).organizations.map(({ organizationId: id, keys }) => [id, keys.length]);
    assert.deepEqual(Object.fromEntries(counts), { [OURS]: 2, [THEIRS]: 1 });
    await assertOpens(OURS, '1.0.0');
  });

  test('in the environment are rotated by their owner; the organizations’ keys follow', async () => {
    const [first, second, signing] = ['a', 'b', 'c'].map((digit) => digit.repeat(64));
    const store = path.join(home, 'elsewhere');
    const open = (platformKeys: string) =>
      openKeys(home, { ARTIFACT_STORE: store, PLATFORM_KEYS: platformKeys, SIGNING_KEYS: signing });
    const before = await open(first ?? '');
    await before.bundles.seal(plainBundle(OURS, '1.0.0'));
    await assert.rejects(
      rotateKeys(before, { signing: false }, () => undefined),
      { code: 'KEYS.NOTHING_TO_ROTATE' },
    );
    const both = await open(`${second},${first}`);
    assert.match(
      await said((write) => rotateKeys(both, { signing: false }, write)),
      /with the platform key .*: 1\./,
    );
    const after = await open(second ?? '');
    await after.bundles.open({ ...plainBundle(OURS, '1.0.0'), artifactPath: `${OURS}/1.0.0` });
    await assert.rejects(
      retireKey(after, 'x', () => undefined),
      { code: 'KEYS.NO_FILE' },
    );
  });

  test('are reported where their file is wrong, without its content', async () => {
    await rm(keysFile(state));
    await assert.rejects(local(), { code: 'KEYS.FILE_MISSING', message: /backup/ });
    await writeFile(keysFile(state), '{"v":1,"platformKeys":[{"key":"hunter2"}],"signingKeys":[]}');
    await assert.rejects(
      local(),
      (error) =>
        error instanceof Error && /damaged/.test(error.message) && !error.message.includes('hunter2'),
    );
  });
});
