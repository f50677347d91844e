import assert from 'node:assert/strict';
import { Milestones, readMilestone } from './milestones.js';

test('a milestone is reported once, with the seconds since the launcher began', () => {
  const lines: string[] = [];
  let elapsedMs = 7_940;
  const milestones = new Milestones(
    (text) => lines.push(text),
    () => elapsedMs,
  );
  milestones.reach('services ready');
  elapsedMs = 61_230;
  milestones.reach('services ready');
  milestones.reach('first predictive alert');
  assert.deepEqual(lines, ['services ready after 7.9 s', 'first predictive alert after 61.2 s']);
  const terminal = lines.join('\n');
  assert.equal(readMilestone(terminal, 'services ready'), 7.9);
  assert.equal(readMilestone(terminal, 'first predictive alert'), 61.2);
  assert.equal(readMilestone(terminal, 'first model live'), null);
});
