import { organizationConfigInputSchema } from '@eagle/contracts/rest';
import { organizationSettingsSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { longTable, wideTable } from '../../plant-source/discovered-tables.fixture.js';
import { signalsOf } from '../../plant-source/reading/signals.js';
import { guessReading } from '../../plant-source/reading/table-reading.js';
import { changed, type Edits, isTaken, mappedOf, undecided } from '../../plant-source/mapping/choices.js';
import { assetsOfNames, type PlantChoices, wholeConfig } from './configured-plant.js';
import { mistakesOf } from '../../plant-source/mapping/mistakes.js';
import { proposalsFor } from '../../plant-source/mapping/proposal.js';
import { ROLES } from '../../plant-source/mapping/roles.js';

const defaults = organizationSettingsSchema.parse({});
const SETTINGS = { ...defaults, training: { ...defaults.training, hyperparameters: {} } };
const FEED = { kind: 'postgres', host: 'h', port: 5432, database: 'd', user: 'u', password: 'p' } as const;

function choicesFor(table: ReturnType<typeof wideTable>, edits: Edits): PlantChoices {
  const reading = guessReading(table);
  const proposed = proposalsFor(signalsOf(table, reading), null).map(undecided);
  return {
    ...{ table: 'plant', reading, zone: 'Asia/Kolkata', assets: assetsOfNames(['Line 7']), running: null },
    ...{ signals: mappedOf(proposed, edits), template: null, scanPeriodMs: 9_987 },
  };
}

const edit = fc.record(
  {
    role: fc.constantFrom(...ROLES),
    tag: fc.constantFrom('a', 'b', 'with space', ''),
    component: fc.constantFrom('', 'fan', 'no!'),
  },
  { requiredKeys: [] },
);

describe('the configuration of a plant', () => {
  test('of a wide table has its tags, its failures and an alert for each of them', () => {
    const config = wholeConfig(choicesFor(wideTable(), {}), SETTINGS, FEED);
    expect(config.mapping).toMatchObject({ keyColumn: 'LogId', source: { asset: { assetId: 'line-7' } } });
    expect(config.settings).toMatchObject({ timeZone: 'Asia/Kolkata', scanPeriodMs: 10_000 });
    expect(config.settings?.failures?.tags).toEqual([
      { tag: 'harden_z1_heaterfail', component: 'harden-z1-heater', debounceMs: 3_000 },
    ]);
    expect(config.rules.map(({ id }) => id)).toEqual(['harden_z1_heaterfail', 'no-data']);
    const limit = config.tags.find(({ tag }) => tag === 'harden_z1_hialm');
    expect(limit).toMatchObject({ role: 'limit-flag', modelInput: false });
  });

  test('of a long table names assets by its column', () => {
    const { mapping } = wholeConfig(choicesFor(longTable(), {}), SETTINGS, FEED);
    expect(mapping?.source).toMatchObject({ layout: 'long', assetColumn: 'asset', qualityColumn: 'quality' });
  });

  test('is taken by the platform for all edits that have no mistake', () => {
    const table = wideTable();
    const sources = guessReading(table).layout === 'wide' ? signalsOf(table, guessReading(table)) : [];
    const edits = fc.dictionary(fc.constantFrom(...sources.map(({ source }) => source)), edit);
    fc.assert(
      fc.property(edits, (wanted) => {
        const untouched = choicesFor(table, {}).signals;
        const all = untouched.reduce<Edits>((made, signal) => {
          const change = wanted[signal.source];
          return change === undefined ? made : changed(made, signal, change);
        }, {});
        const choices = choicesFor(table, all);
        fc.pre(mistakesOf(choices.signals).length === 0 && choices.signals.some(isTaken));
        const parsed = organizationConfigInputSchema.safeParse(wholeConfig(choices, SETTINGS, FEED));
        expect(parsed.error?.issues ?? []).toEqual([]);
      }),
    );
  });

  test('that the platform would refuse has a mistake at its signal', () => {
    const [first, second] = choicesFor(wideTable(), {}).signals.filter(isTaken);
    if (first === undefined || second === undefined) throw new Error('the table has signals');
    const repeated = changed({}, second, { tag: first.tag });
    expect(mistakesOf(choicesFor(wideTable(), repeated).signals)).toEqual(
      [first, second].map(({ source }) => ({ source, field: 'tag', kind: 'repeated' })),
    );
    const bad = changed({}, first, { tag: 'no spaces', role: 'failure', component: '' });
    expect(mistakesOf(choicesFor(wideTable(), bad).signals).map(({ kind }) => kind)).toEqual([
      ...['bad-name', 'no-component', 'flags-only'],
    ]);
  });
});
