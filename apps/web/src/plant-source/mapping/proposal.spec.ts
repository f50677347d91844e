import fc from 'fast-check';
import { longTable, wideTable } from '../discovered-tables.fixture.js';
import type { Signal } from '../reading/signals.js';
import { signalsOf } from '../reading/signals.js';
import { guessReading } from '../reading/table-reading.js';
import { isName } from './names.js';
import { type Proposal, proposalsFor } from './proposal.js';

const proposalsOf = (table = wideTable()): Map<string, Proposal> =>
  new Map(proposalsFor(signalsOf(table, guessReading(table)), null).map((each) => [each.source, each]));

const cell = fc.option(fc.oneof(fc.double().map(String), fc.constantFrom('0', '1', 't', 'f', 'x', '')), {
  nil: null,
});
const signal = fc
  .record({ source: fc.string({ minLength: 1 }), cells: fc.array(cell) })
  .map(({ source, cells }): Signal => ({
    source,
    type: 'text',
    newest: cells.at(-1) ?? null,
    cells,
    values: [],
  }));

describe('proposals', () => {
  test('set value and present value of one name belong together', () => {
    const proposals = proposalsOf();
    expect(proposals.get('Harden_Z1_SP')).toMatchObject({ role: 'set-value', type: 'number' });
    expect(proposals.get('Harden_Z1_Act')).toMatchObject({
      role: 'present-value',
      setValueTag: 'harden_z1_sp',
    });
  });

  test('a failure flag names the component that fails', () => {
    expect(proposalsOf().get('Harden_Z1_HeaterFail')).toMatchObject({
      ...{ role: 'failure', type: 'boolean', component: 'harden-z1-heater', isOpen: false },
    });
    expect(proposalsOf(longTable()).get('MTR.TRIP')).toMatchObject({ role: 'failure', component: 'mtr' });
  });

  test('a limit bit is no input of a model, a spare and a text are left out', () => {
    const proposals = proposalsOf();
    expect(proposals.get('Harden_Z1_HiAlm')).toMatchObject({ role: 'limit-flag' });
    expect(proposals.get('Spare_1')).toMatchObject({ role: 'left-out', isOpen: false });
    expect(proposals.get('Remark')).toMatchObject({ role: 'left-out', findings: [{ kind: 'no-numbers' }] });
  });

  test('what only a person knows is to be decided: a twin, and a flag that is always true', () => {
    const proposals = proposalsOf();
    expect(proposals.get('Carbon_Act')?.isOpen).toBe(false);
    expect(proposals.get('Carbon_Act_2')).toMatchObject({ isOpen: true });
    expect(proposals.get('Carbon_Act_2')?.findings[0]).toEqual({
      kind: 'same-as',
      source: 'Carbon_Act',
      share: 1,
    });
    expect(proposals.get('Oil_LevelOk')).toMatchObject({ isOpen: true, findings: [{ kind: 'standing' }] });
  });

  test('any signals get one proposal each, in their order, with tags that differ and that the platform takes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(signal, { selector: ({ source }) => source }), (signals) => {
        const proposals = proposalsFor(signals, null);
        expect(proposals.map(({ source }) => source)).toEqual(signals.map(({ source }) => source));
        const tags = proposals.map(({ tag }) => tag);
        expect(new Set(tags).size).toBe(tags.length);
        expect(tags.every(isName)).toBe(true);
      }),
    );
  });
});
