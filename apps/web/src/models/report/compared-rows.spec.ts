import { contenderOf, judgementOf } from '../model.fixture.js';
import { comparedRows } from './compared-rows.js';

const version = '1.5.0';
const judgement = judgementOf([{ component: 'fan', at: '2026-10-20T00:00:00.000Z', lead: 8 }]);

describe('the comparison', () => {
  test('holds the model against elapsed time, and the rules where there are some', () => {
    const kinds = (rows: ReturnType<typeof comparedRows>): string[] => rows.map(({ kind }) => kind);
    expect(kinds(comparedRows({ version, judgement }, null))).toEqual(['model', 'clock']);
    const rules = contenderOf({ leadMinutes: [2] });
    const judged = { version, judgement: { ...judgement, rules } };
    expect(kinds(comparedRows(judged, null))).toEqual(['model', 'clock', 'rules']);
  });

  test('says when another version was judged on other rows', () => {
    const other = { ...judgement, heldBack: { ...judgement.heldBack, fingerprint: 'last winter' } };
    const isSame = (against: typeof judgement): boolean | undefined =>
      comparedRows({ version, judgement }, { version: '1.4.0', judgement: against }).find(
        ({ kind }) => kind === 'against',
      )?.isSameData;
    expect([isSame(judgement), isSame(other)]).toEqual([true, false]);
  });
});
