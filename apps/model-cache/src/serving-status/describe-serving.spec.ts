import assert from 'node:assert/strict';
import { modelVersionSchema } from '@eagle/contracts/domain';
import { describeServing, refusalWithin, type ServingFacts } from './describe-serving.js';

const version = modelVersionSchema.parse('1.0.0');
const next = modelVersionSchema.parse('1.1.0');
const nothing: ServingFacts = {
  liveVersion: null,
  liveProblem: null,
  warmingVersion: null,
  refusal: null,
  obstacle: null,
};
const of = (facts: Partial<ServingFacts>) => describeServing({ ...nothing, ...facts });

describe('the serving status', () => {
  test('is rules only, with the reason, before there is a model', () => {
    assert.equal(of({}).state, 'rules-only');
    assert.match(of({}).reason, /no model yet.*rules only/i);
  });

  test('is warming while the first version is prepared, and live while a later one is prepared', () => {
    assert.deepEqual(
      [of({ warmingVersion: next }).state, of({ warmingVersion: next }).version],
      ['warming', null],
    );
    const status = of({ liveVersion: version, warmingVersion: next });
    assert.deepEqual([status.state, status.version], ['live', version]);
  });

  test('stays live on the previous version when a candidate is refused, with the reason', () => {
    const status = of({ liveVersion: version, refusal: 'Version 1.1.0 was refused: damaged.' });
    assert.deepEqual(status, {
      ...{ state: 'live', version, cause: 'refused' },
      reason: 'Version 1.1.0 was refused: damaged.',
    });
  });

  test('is failed when the only candidate was refused, or the live model fails', () => {
    assert.equal(of({ refusal: 'Refused.' }).state, 'failed');
    const failing = of({ liveVersion: version, liveProblem: { kind: 'failing', reason: 'NaN.' } });
    assert.deepEqual([failing.state, failing.version], ['failed', version]);
  });

  test('is rules only when the features have changed or no tag is a model input', () => {
    const changed = of({
      liveVersion: version,
      liveProblem: { kind: 'features', reason: 'Other features.' },
    });
    assert.deepEqual([changed.state, changed.version], ['rules-only', null]);
    assert.equal(of({ liveVersion: version, obstacle: 'No inputs.' }).state, 'rules-only');
  });

  test('passes a refusal on to the next run of the service, word for word', () => {
    for (const facts of [{ refusal: 'Refused: x.' }, { refusal: 'Refused: x.', liveVersion: version }]) {
      assert.equal(refusalWithin(of(facts)), 'Refused: x.');
      assert.deepEqual(of({ ...facts, refusal: refusalWithin(of(facts)) }), of(facts));
    }
    assert.equal(refusalWithin(of({})), null);
    assert.equal(refusalWithin(of({ liveVersion: version })), null);
  });

  test('always has a reason unless all is well', () => {
    for (const facts of [{}, { warmingVersion: next }, { refusal: 'x.' }, { obstacle: 'x.' }]) {
      assert.notEqual(of(facts).reason, '');
    }
    assert.equal(of({ liveVersion: version }).reason, '');
  });
});
