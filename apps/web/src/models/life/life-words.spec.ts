import fc from 'fast-check';
import { modelOf, verdictOf } from '../model.fixture.js';
import { sentencesAsSent as asSent } from '../../texts/sentences/sentences.js';
import { servingAnswer } from './life-words.js';

const live = { state: 'live', version: '1.4.0', reason: '' } as const;

describe('which version serves, and why', () => {
  test('the live one, since when, and what its verdict says', () => {
    const champion = modelOf({ version: '1.4.0', state: 'champion', stateAt: '2026-11-09T08:50:00.000Z' });
    expect(servingAnswer(live, [modelOf({ version: '1.5.0' }), champion], asSent)).toEqual({
      kind: 'live',
      version: '1.4.0',
      since: Date.parse('2026-11-09T08:50:00.000Z'),
      why: champion.verdict?.reason,
    });
  });

  test('one that was deployed against the gate says why an admin did so', () => {
    const overridden = modelOf({
      version: '1.4.0',
      state: 'champion',
      overridden: true,
      stateReason: 'The old one is blind to the new fan.',
      verdict: verdictOf(false),
    });
    expect(servingAnswer(live, [overridden], asSent)).toMatchObject({
      kind: 'live-overridden',
      why: 'The old one is blind to the new fan.',
    });
  });

  test('where none serves, the engine’s sentence says why', () => {
    const reason = 'There is no model yet. Alerts come from rules only.';
    expect(servingAnswer({ state: 'rules-only', version: null, reason }, [], asSent)).toEqual({
      kind: 'rules-only',
      version: null,
      since: null,
      why: reason,
    });
    expect(servingAnswer(null, [modelOf({})], asSent).kind).toBe('none');
  });

  test('a live version is named even before the list holds it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('1.2.0', '1.3.0', '1.5.0')), (versions) => {
        const models = versions.map((version) => modelOf({ version }));
        expect(servingAnswer(live, models, asSent)).toMatchObject({
          kind: 'live',
          version: '1.4.0',
          since: null,
        });
      }),
    );
  });
});
