import assert from 'node:assert/strict';
import { decideGate } from './decide-gate.js';
import { judge } from './judge.js';
import type { Leak } from './leak-in-words.js';
import { DAY, failureAt, madeRows, madeScores, OPTIONS } from './made-record.fixture.js';

const failures = Array.from({ length: 12 }, (_, i) => failureAt((3 * i + 2.5) * DAY));
const rows = madeRows(failures, 40);
const scores = madeScores(rows, ({ label }) => (label === 1 ? 0.98 : 0.01));
const clock = madeScores(rows, () => 0.05).probability;
const judgement = judge(rows, scores, clock, null, failures, {
  ...OPTIONS,
  threshold: { from: 'judged-rows' },
});
const parity = { passed: true, sentence: 'The exported model answers as the trained one.' };

const leak = (feature: string, kind: Leak['kind'], leadMinutes: number | null = null): Leak => ({
  feature,
  kind,
  failures: 12,
  leadMinutes,
});
const verdictOn = (leaks: readonly Leak[], trustedColumns: readonly string[] = []) =>
  decideGate(judgement, null, { parity, leaks, trustedColumns });

test('a model that reads a column that is the label is refused, in a sentence that names the column and what to do', () => {
  assert.equal(verdictOn([]).promote, true, 'warns 12 of 12 without it');
  const verdict = verdictOn([leak('fault_soon', 'label')]);
  assert.equal(verdict.promote, false);
  assert.equal(
    verdict.reason,
    'The column fault_soon knows the end: it changes exactly where the label changes, at all of 12 failures, which no sensor does. ' +
      'Leave it out (--ignore-columns, or no model input), or trust it where it is honest (--trust-column fault_soon, or training.trustedTags).',
  );
  assert.match(
    verdictOn([leak('rul', 'countdown')]).reason,
    /^The column rul knows the end: it counts in a straight line/,
  );
  assert.match(
    verdictOn([leak('flag', 'switch', 720)]).reason,
    /^The column flag knows the end: it changes 12 hours before each of 12 failures/,
  );
});

test('a column that was declared honest passes, another leaking column does not', () => {
  assert.equal(verdictOn([leak('flag', 'switch', 720)], ['flag']).promote, true);
  assert.match(
    verdictOn([leak('flag', 'switch', 720), leak('rul', 'countdown')], ['flag']).reason,
    /column rul/,
  );
});
