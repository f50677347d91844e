import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { revisionOf } from './revision.js';

const root = mkdtempSync(path.join(tmpdir(), 'eagle-revision-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('the revision is the given one, else the commit of this folder, else unknown', async () => {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet');
  writeFileSync(path.join(root, 'file'), 'one');
  git('add', '.');
  git('commit', '--quiet', '-m', 'one');
  git('tag', 'v9');
  const commit = git('rev-parse', 'HEAD');
  const environment = { PATH: process.env['PATH'] };
  assert.equal(await revisionOf(root, environment), commit);
  writeFileSync(path.join(root, 'file'), 'two');
  assert.equal(await revisionOf(root, environment), `${commit}-dirty`);
  assert.equal(await revisionOf(root, { ...environment, EAGLE_REVISION: 'abc' }), 'abc');
  const within = path.join(root, 'copy');
  mkdirSync(within);
  assert.equal(await revisionOf(within, environment), 'unknown', 'the repository around it is another');
  assert.equal(await revisionOf(root, { PATH: '/nowhere' }), 'unknown');
});
