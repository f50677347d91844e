import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StartProgress } from './start-progress.js';

const folder = mkdtempSync(path.join(tmpdir(), 'eagle-progress-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** A process that uses no CPU: none. */
const IDLE_PID = 2 ** 22 + 1;

describe('the progress of a start', () => {
  const started = (name: string) => {
    const clock = { nowMs: 0 };
    const starting = { pid: IDLE_PID, logFile: path.join(folder, name) };
    const progress = new StartProgress(() => clock.nowMs);
    const goesOnAt = (seconds: number, said = ''): boolean => {
      clock.nowMs = seconds * 1_000;
      return progress.goesOn(starting, said);
    };
    return { progress, starting, goesOnAt };
  };

  test('ends after a minute without a sign of it', () => {
    const { goesOnAt, progress } = started('silent.log');
    assert.ok(goesOnAt(0) && goesOnAt(59));
    assert.equal(goesOnAt(61), false);
    assert.equal(progress.describe(), 'after 61 s, 61 s of them without progress');
  });

  test('continues while the process writes, or reports something new', () => {
    const { goesOnAt, starting } = started('writes.log');
    assert.ok(goesOnAt(50));
    appendFileSync(starting.logFile, 'a line');
    assert.ok(goesOnAt(58) && goesOnAt(110, 'waits for the bus') && goesOnAt(165, 'waits for the database'));
    assert.equal(goesOnAt(230, 'waits for the database'), false);
  });

  test('continues while the process uses CPU', () => {
    const clock = { nowMs: 0 };
    const progress = new StartProgress(() => clock.nowMs);
    const self = { pid: process.pid, logFile: path.join(folder, 'works.log') };
    assert.ok(progress.goesOn(self));
    clock.nowMs = 59_000;
    // Of the user and of the system, as it is counted: each look is a call of the system.
    const usedUs = (): number => process.cpuUsage().user + process.cpuUsage().system;
    const until = usedUs() + 1_300_000;
    while (usedUs() < until) Math.sqrt(clock.nowMs);
    assert.ok(progress.goesOn(self));
    clock.nowMs = 100_000;
    assert.ok(progress.goesOn(self));
  });

  test('ends in any case', () => {
    const { goesOnAt } = started('for-ever.log');
    for (let seconds = 0; seconds < 890; seconds += 10) assert.ok(goesOnAt(seconds, String(seconds)));
    assert.equal(goesOnAt(901, 'still at it'), false);
  });
});
