import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { modelVersionSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import type { CardFacts } from './card-facts.js';
import { modelCard } from './model-card.js';
import { exampleFacts } from './model-card.fixture.js';

const EXAMPLE = new URL('../../../../docs/models/model-card.md', import.meta.url);
const facts = exampleFacts();

/** The card with parts of its manifest changed. */
const cardWith = (manifest: Partial<CardFacts['manifest']>): string =>
  modelCard({ ...facts, manifest: { ...facts.manifest, ...manifest } });

test('the example in the documents is the card of the example', () => {
  assert.equal(
    modelCard(facts),
    readFileSync(EXAMPLE, 'utf8'),
    'docs/models/model-card.md is older than the card: write what modelCard(exampleFacts()) gives into it',
  );
});

test('a card says what the model must not be used for', () => {
  const card = modelCard(facts);
  for (const sentence of [
    /It protects nothing/,
    /in the states `running` only; left out: `unknown` and `idle`/,
    /nothing is known of their failures: `pump`/,
    /names for a guess: `fan` \(3 failures\)/,
    /judged on 9 failures only/,
  ]) {
    assert.match(card, sentence);
  }
  assert.doesNotMatch(
    card,
    /The gate refused it|very rows that it is judged on: expect|the schedule of the record/,
  );
  const { verdict, judgement } = facts.manifest;
  const refused = cardWith({ verdict: { ...verdict, promote: false, clockTrap: true, reason: 'No skill.' } });
  assert.match(refused, /^\*\*Refused: No skill\.\*\*$/m);
  assert.match(refused, /The gate refused it.*unless an admin/);
  assert.match(refused, /the schedule of the record/);
  const threshold = { ...judgement.threshold, judgedAt: 'judged-rows' as const };
  assert.match(
    cardWith({ judgement: { ...judgement, threshold, eventsNotJudged: 1 } }),
    /judged on: expect somewhat worse\.\n- Before 1 failure there was no row/,
  );
});

test('a card of a first model, without rules and alarms, says so', () => {
  const { judgement, lineage } = facts.manifest;
  const card = cardWith({
    judgement: {
      ...judgement,
      rules: null,
      champion: null,
      alarmsPerOperatorPerDay: 0,
      differences: { ...judgement.differences, champion: null },
    },
    lineage: { ...lineage, parent: null, trials: 7 },
  });
  assert.match(card, /no live model could be asked/);
  assert.match(card, /- live model of that time: none that could be asked/);
  assert.match(card, /expected: 0 alarms an operator and day, /);
  assert.match(card, /7 trials of a search/);
  assert.doesNotMatch(card, /NaN|Infinity|undefined|null/);
});

test('for any name of an organization, its card has the same lines and no added mark-up', () => {
  const lines = modelCard(facts).split('\n').length;
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }), (name) => {
      const [asset] = facts.organization.assets;
      assert.ok(asset !== undefined);
      const card = modelCard({
        ...facts,
        organization: { ...facts.organization, name, assets: [{ ...asset, name }] },
      });
      assert.equal(card.split('\n').length, lines);
      assert.doesNotMatch(card, /(?<!\\)<|(?<!\\)\[/);
    }),
  );
});

test('a card shows its version and changes only with its facts', () => {
  assert.equal(modelCard(exampleFacts()), modelCard(facts));
  assert.match(
    cardWith({ version: modelVersionSchema.parse('2.0.0') }),
    /^# Model 2\.0\.0 of Mill \\& Sons\n/,
  );
});

test('the card of a model that is the mean of several names each model', () => {
  const { lineage } = facts.manifest;
  const members = ['slow', 'calm'].map((preset, index) => ({
    preset,
    rounds: 10 + index,
    hyperparameters: { numLeaves: 6 + index },
  }));
  const card = cardWith({ lineage: { ...lineage, preset: 'slow+calm', rounds: 21, blend: members } });
  assert.match(
    card,
    /- trees: the mean of 2 models that could not be told apart, 21 rounds in all, no search\n {2}- preset slow, 10 rounds; numLeaves 6\n {2}- preset calm, 11 rounds; numLeaves 7\n/,
  );
});
