import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newRuleMemory } from './asset-memory.js';
import { VERDICT, judgeMagnitude, magnitudeOf } from './judge-rule.js';
import { LIMIT, furnaceConfig } from './plant.fixture.js';
import { compileRules, type CompiledValueRule } from './rule-program.js';

interface Row {
  readonly atMs: number;
  readonly value: number;
}

const compile = (rule: object): CompiledValueRule => {
  const [compiled] = compileRules(furnaceConfig({ rules: [{ ...LIMIT, ...rule }] })).valueRules;
  assert.ok(compiled);
  return compiled;
};

/** The alert's state after each row, worked out from the whole history each time. */
function slowly(
  rows: readonly Row[],
  from: number,
  deadband: number,
  onMs: number,
  offMs: number,
): boolean[] {
  const known = rows.filter(({ value }) => !Number.isNaN(value));
  let holds = false;
  const holding = known.map(({ value }) => (holds = value >= (holds ? from - deadband : from)));
  let active = false;
  const states = known.map(({ atMs }, i) => {
    const wanted = holding[i];
    let first = i;
    while (first > 0 && holding[first - 1] === wanted) first -= 1;
    const lastedMs = atMs - (known[first]?.atMs ?? atMs);
    if (wanted === true && lastedMs >= onMs) active = true;
    if (wanted === false && lastedMs >= offMs) active = false;
    return active;
  });
  return rows.map((row) => {
    const index = known.findLastIndex(({ atMs }) => atMs <= row.atMs);
    return index < 0 ? false : (states[index] ?? false);
  });
}

test('on-delay, off-delay and deadband agree with the slow, obvious version, with values missing', () => {
  const row = fc.record({
    stepMs: fc.integer({ min: 1, max: 4_000 }),
    value: fc.oneof(fc.integer({ min: 70, max: 90 }), fc.constant(NaN)),
  });
  const delay = fc.constantFrom(0, 1_000, 5_000);
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 60 }),
      delay,
      delay,
      fc.integer({ min: 0, max: 5 }),
      (steps, onDelayMs, offDelayMs, deadband) => {
        let atMs = 0;
        const rows = steps.map(({ stepMs, value }) => ({ atMs: (atMs += stepMs), value }));
        const compiled = compile({ onDelayMs, offDelayMs, deadband });
        const memory = newRuleMemory(compiled.rule, true);
        let active = false;
        const fast = rows.map((each) => {
          const magnitude = magnitudeOf(compiled, each.value, NaN);
          if (!Number.isNaN(magnitude)) {
            const verdict = judgeMagnitude(compiled, memory, magnitude, each.atMs);
            if (verdict === VERDICT.raise) active = true;
            if (verdict === VERDICT.clear) active = false;
          }
          return active;
        });
        assert.deepEqual(fast, slowly(rows, 80, deadband, onDelayMs, offDelayMs));
      },
    ),
    { numRuns: 500 },
  );
});

test('a low limit is crossed downward and left above the deadband', () => {
  const compiled = compile({ side: 'low', bands: [{ severity: 'high', from: 20 }], deadband: 3 });
  const memory = newRuleMemory(compiled.rule, true);
  const verdicts = [25, 20, 22, 23.1].map((value, i) =>
    judgeMagnitude(compiled, memory, magnitudeOf(compiled, value, NaN), i * 1_000),
  );
  assert.deepEqual(verdicts, [VERDICT.nothing, VERDICT.raise, VERDICT.nothing, VERDICT.clear]);
});

test('severity rises at once and falls only after the off-delay', () => {
  const compiled = compile({
    bands: [
      { severity: 'medium', from: 80 },
      { severity: 'critical', from: 100 },
    ],
    deadband: 2,
    offDelayMs: 5_000,
  });
  const memory = newRuleMemory(compiled.rule, true);
  const at = (seconds: number, value: number) => judgeMagnitude(compiled, memory, value, seconds * 1_000);
  assert.equal(at(0, 85), VERDICT.raise);
  assert.equal(at(1, 100), VERDICT.severity);
  assert.equal(at(2, 98), VERDICT.nothing, 'within the deadband');
  assert.equal(at(3, 97), VERDICT.nothing, 'milder, but not for long');
  assert.equal(at(5, 101), VERDICT.nothing);
  assert.equal(at(6, 97), VERDICT.nothing);
  assert.equal(at(11, 97), VERDICT.severity);
  assert.equal(compiled.severities[memory.announcedBand], 'medium');
});
