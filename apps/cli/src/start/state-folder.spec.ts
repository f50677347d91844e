import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { startOfProcess } from './process-identity.js';
import { StateFolder } from './state-folder.js';

const parent = mkdtempSync(path.join(tmpdir(), 'eagle-state-'));
after(() => rmSync(parent, { recursive: true, force: true }));

describe('a state folder', () => {
  it('is made, kept by the next start and emptied by a fresh one', () => {
    const root = path.join(parent, 'own');
    StateFolder.take(root, { fresh: false }).writeJson('secrets.json', {});
    assert.ok(existsSync(StateFolder.take(root, { fresh: false }).path('secrets.json')));
    assert.ok(!existsSync(StateFolder.take(root, { fresh: true }).path('secrets.json')));
  });

  it('of another purpose is neither written into nor emptied', () => {
    const root = path.join(parent, 'letters');
    mkdirSync(root);
    writeFileSync(path.join(root, 'letter.txt'), 'dear');
    for (const fresh of [false, true]) {
      assert.throws(() => StateFolder.take(root, { fresh }), { code: 'STATE.NOT_OURS', kind: 'conflict' });
    }
    assert.ok(existsSync(path.join(root, 'letter.txt')));
  });

  it('belongs to one launcher at a time, and to nobody once that has ended or its id was given to another', async () => {
    const root = path.join(parent, 'held');
    const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const pid = other.pid ?? 0;
    const folder = StateFolder.take(root, { fresh: false });
    folder.writeJson('launcher.json', { pid, startedAt: startOfProcess(pid) });
    assert.throws(() => StateFolder.take(root, { fresh: false }), { code: 'STATE.IN_USE' });
    folder.writeJson('launcher.json', { pid, startedAt: 'Thu Jan  1 00:00:00 1970' });
    assert.equal(folder.holder(), null);
    folder.writeJson('launcher.json', { pid, startedAt: startOfProcess(pid) });
    other.stdin.end();
    await new Promise((resolve) => other.once('exit', resolve));
    assert.equal(folder.holder(), null);
  });
});
