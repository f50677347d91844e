import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rotateLog } from './bounded-log.js';

const folder = mkdtempSync(path.join(tmpdir(), 'eagle-log-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const bounds = { bytesMax: 10, olderFiles: 2 };

describe('a log', () => {
  test('that has grown past its bound is put aside; so many older ones are kept', () => {
    const file = path.join(folder, 'a.log');
    for (const line of ['first line\n', 'second line\n', 'third line\n', 'fourth line\n']) {
      appendFileSync(file, line);
      rotateLog(file, bounds);
    }
    const kept = [file, `${file}.1`, `${file}.2`].map((name) => readFileSync(name, 'utf8'));
    assert.deepEqual(kept, ['', 'fourth line\n', 'third line\n']);
    assert.ok(!existsSync(`${file}.3`));
  });

  test('within its bound, or not there yet, stays as it is', () => {
    const file = path.join(folder, 'b.log');
    rotateLog(file, bounds);
    appendFileSync(file, 'short\n');
    rotateLog(file, bounds);
    assert.equal(readFileSync(file, 'utf8'), 'short\n');
  });

  test('goes on where its writer, who has it open for appending, writes next', () => {
    const file = path.join(folder, 'c.log');
    const writer = openSync(file, 'a');
    writeSync(writer, 'a line before\n');
    rotateLog(file, bounds);
    writeSync(writer, 'after\n');
    assert.equal(readFileSync(file, 'utf8'), 'after\n');
    assert.equal(statSync(file).size, 6);
  });
});
