import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startOfProcess } from '@eagle/local-services';
import { StateFolder } from './state-folder.js';

const parent = mkdtempSync(path.join(tmpdir(), 'eagle-state-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('a state folder', () => {
  test('is made, kept by the next start and emptied by a fresh one', () => {
    const root = path.join(parent, 'own');
    StateFolder.take(root, { fresh: false }).writeJson('secrets.json', {});
    assert.ok(existsSync(StateFolder.take(root, { fresh: false }).path('secrets.json')));
    assert.ok(!existsSync(StateFolder.take(root, { fresh: true }).path('secrets.json')));
  });

  test('of another purpose is neither written into nor emptied', () => {
    const root = path.join(parent, 'letters');
    mkdirSync(root);
    writeFileSync(path.join(root, 'letter.txt'), 'dear');
    for (const fresh of [false, true]) {
      assert.throws(() => StateFolder.take(root, { fresh }), { code: 'STATE.NOT_OURS', kind: 'conflict' });
    }
    assert.ok(existsSync(path.join(root, 'letter.txt')));
  });

  test('belongs to one launcher at a time, and to nobody once that has ended or another process has its id', async () => {
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

  test('is private to its owner, also one that an earlier version left open, and so are later files in it', () => {
    const root = path.join(parent, 'open');
    const modeOf = (...names: string[]): string =>
      (statSync(path.join(root, ...names)).mode & 0o777).toString(8);
    StateFolder.take(root, { fresh: false }).writeJson('secrets.json', {});
    chmodSync(root, 0o755);
    chmodSync(path.join(root, 'secrets.json'), 0o644);
    const folder = StateFolder.take(root, { fresh: false });
    assert.deepEqual([modeOf(), modeOf('secrets.json'), modeOf('launcher.json')], ['700', '600', '600']);
    writeFileSync(path.join(folder.folder('logs'), 'a.log'), '');
    assert.deepEqual([modeOf('logs'), modeOf('logs', 'a.log')], ['700', '600']);
  });

  test('is free again once it was released, while the former holder still runs', async () => {
    const root = path.join(parent, 'released');
    const script = takes(root);
    const own = StateFolder.take(root, { fresh: false });
    const [early, late] = [await Taker.start(script), await Taker.start(script)];
    assert.equal(await early.take(), 'STATE.IN_USE');
    own.release();
    assert.equal(await late.take(), 'mine');
    await Promise.all([early.kill(), late.kill()]);
  });

  test('has one holder when many take it at the same moment, after any former holder', async () => {
    const root = path.join(parent, 'race');
    const script = takes(root);
    for (let round = 0; round < 3; round += 1) {
      const takers = await Promise.all(Array.from({ length: 4 }, () => Taker.start(script)));
      const answers = await Promise.all(takers.map((taker) => taker.take()));
      await Promise.all(takers.map((taker) => taker.kill()));
      assert.deepEqual(answers.toSorted(), ['STATE.IN_USE', 'STATE.IN_USE', 'STATE.IN_USE', 'mine']);
    }
  });
});

const takes = (root: string): string =>
  `import { StateFolder } from ${JSON.stringify(fileURLToPath(new URL('./state-folder.js', import.meta.url)))};
  process.stdin.once('data', () => {
    try { StateFolder.take(${JSON.stringify(root)}, { fresh: false }); console.log('mine'); }
    catch (error) { console.log(error.code); }
  });
  console.log('waits');`;

/** A process that waits for a line of input, takes the folder and keeps it until it is killed. */
class Taker {
  private constructor(
    private readonly child: ChildProcessByStdio<Writable, Readable, null>,
    private readonly lines: AsyncIterator<string>,
  ) {}

  static async start(script: string): Promise<Taker> {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    assert.equal((await lines.next()).value, 'waits');
    return new Taker(child, lines);
  }

  async take(): Promise<string> {
    this.child.stdin.write('now');
    return String((await this.lines.next()).value);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}
