import assert from 'node:assert/strict';
import { AppError, operatingStateSchema, tagSchema } from '@eagle/contracts/domain';
import { compileOperatingStates, excludedStates } from './operating-state.js';
import { tagTable } from './tag-table.js';

const table = tagTable({
  tags: ['pv', 'sv'].map((tag) => tagSchema.parse({ tag, type: 'number', role: 'other' })),
});
const definitions = [
  { state: 'cooling', all: [{ tag: 'sv', op: '<', value: 200 }] },
  {
    state: 'running',
    all: [
      { tag: 'sv', op: '>=', value: 200 },
      { tag: 'pv', minusTag: 'sv', absolute: true, op: '<=', value: 25 },
    ],
  },
  { state: 'heating', all: [{ tag: 'sv', op: '>=', value: 200 }] },
].map((definition) => operatingStateSchema.parse(definition));

test('the first matching definition names the state, and a missing value never matches', () => {
  const states = compileOperatingStates(definitions, table);
  const named = (pv: number, sv: number): string | undefined =>
    states.stateNames[states.stateOf(Float64Array.of(pv, sv))];
  assert.equal(named(551, 100), 'cooling');
  assert.equal(named(870, 880), 'running');
  assert.equal(named(900, 880), 'running');
  assert.equal(named(400, 880), 'heating');
  assert.equal(named(NaN, 880), 'heating');
  assert.equal(named(400, NaN), 'unknown');
});

test('a condition on a tag that does not exist is refused', () => {
  const wrong = [operatingStateSchema.parse({ state: 'on', all: [{ tag: 'gone', op: '>', value: 0 }] })];
  assert.throws(
    () => compileOperatingStates(wrong, table),
    (error) => error instanceof AppError && error.code === 'FEATURES.TAG_UNKNOWN',
  );
});

test('without a list every state is meant, with a list only those in it', () => {
  assert.deepEqual(excludedStates(['unknown', 'running'], []), [false, false]);
  assert.deepEqual(excludedStates(['unknown', 'running', 'cooling'], ['running']), [true, false, true]);
});
