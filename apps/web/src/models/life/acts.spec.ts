import type { ModelState, Verdict } from '../model-types.js';
import { actsOf } from './acts.js';

const verdict = (promote: boolean): Verdict => ({ promote, reason: '', checks: [], clockTrap: false });
const PASSED = verdict(true);
const REFUSED = verdict(false);

describe('what an admin can do with a version', () => {
  test.each([
    ['registered', PASSED, 'deploy shadow'],
    ['registered', null, 'deploy shadow'],
    ['refused', REFUSED, 'deploy! shadow!'],
    ['shadow', PASSED, 'deploy retire'],
    ['champion', PASSED, 'roll-back'],
    ['champion', REFUSED, 'roll-back'],
    ['retired', PASSED, 'deploy shadow'],
    // Deployed once against the gate, it needs the reason again.
    ['retired', REFUSED, 'deploy! shadow!'],
    ['shadow', REFUSED, 'deploy! retire'],
    ['quarantined', PASSED, 'deploy! shadow!'],
  ] as const satisfies readonly (readonly [ModelState, Verdict | null, string])[])(
    '%s: %j',
    (state, judged, expected) => {
      const acts = actsOf({ state, verdict: judged });
      expect(acts.map(({ act, isOverride }) => `${act}${isOverride ? '!' : ''}`).join(' ')).toBe(expected);
    },
  );
});
