import fc from 'fast-check';
import { firstMissing, isDone, isStep, type Progress, stepAfter, stepBefore, STEPS } from './wizard-steps.js';

const NOTHING: Progress = {
  ...{
    hasOrganization: false,
    isConnected: false,
    hasTable: false,
    isMapped: false,
    isTried: false,
    isLive: false,
  },
};
const progress = fc.record({
  ...{ hasOrganization: fc.boolean(), isConnected: fc.boolean(), hasTable: fc.boolean() },
  ...{ isMapped: fc.boolean(), isTried: fc.boolean(), isLive: fc.constant(false) },
});

describe('the steps of the wizard', () => {
  test('a deep link leads to the first step that is missing', () => {
    expect(firstMissing('live', NOTHING)).toBe('organization');
    expect(firstMissing('mapping', { ...NOTHING, hasOrganization: true, isConnected: true })).toBe('tables');
    expect(firstMissing('organization', NOTHING)).toBeNull();
  });

  test('the step that is missing can be opened itself, and comes before the one that was wanted', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STEPS), progress, (step, present) => {
        const missing = firstMissing(step, present);
        if (missing === null) return;
        expect(firstMissing(missing, present)).toBeNull();
        expect(STEPS.indexOf(missing)).toBeLessThan(STEPS.indexOf(step));
        expect(isDone(missing, present)).toBe(false);
      }),
    );
  });

  test('what comes after a change that undid a step is not done any more', () => {
    const all = {
      ...NOTHING,
      hasOrganization: true,
      isConnected: true,
      hasTable: true,
      isMapped: true,
      isTried: true,
    };
    expect(STEPS.map((step) => isDone(step, all))).toEqual([true, true, true, true, true, false]);
    expect(isDone('dry-run', { ...all, hasTable: false })).toBe(false);
  });

  test('a plant that is live needs none of what led to it', () => {
    expect(firstMissing('live', { ...NOTHING, hasOrganization: true, isLive: true })).toBeNull();
    expect(firstMissing('live', { ...NOTHING, isLive: true })).toBe('organization');
  });

  test('go back and forth', () => {
    for (const step of STEPS) {
      const after = stepAfter(step);
      if (after !== null) expect(stepBefore(after)).toBe(step);
    }
    expect([stepBefore('organization'), stepAfter('live')]).toEqual([null, null]);
    expect([isStep('mapping'), isStep('nonsense')]).toEqual([true, false]);
  });
});
