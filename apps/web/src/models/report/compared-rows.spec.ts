import { contenderOf, judgementOf } from '../model.fixture.js';
import { comparedRows } from './compared-rows.js';

const version = '1.5.0';
const judgement = judgementOf([{ component: 'fan', at: '2026-10-20T00:00:00.000Z', lead: 8 }]);

describe('the comparison', () => {
  test('holds the model against elapsed time, and the rules where there are some', () => {
    const kinds = (rows: ReturnType<typeof comparedRows>): string[] => rows.map(({ kind }) => kind);
    expect(kinds(comparedRows({ version, judgement }, null, null))).toEqual(['model', 'clock']);
    const rules = contenderOf({ leadMinutes: [2] });
    const judged = { version, judgement: { ...judgement, rules } };
    expect(kinds(comparedRows(judged, null, null))).toEqual(['model', 'clock', 'rules']);
  });

  test('says when another version was judged on other rows', () => {
    const other = { ...judgement, heldBack: { ...judgement.heldBack, fingerprint: 'last winter' } };
    const isSame = (against: typeof judgement): boolean | undefined =>
      comparedRows({ version, judgement }, { version: '1.4.0', judgement: against }, null).find(
        ({ kind }) => kind === 'against',
      )?.isSameData;
    expect([isSame(judgement), isSame(other)]).toEqual([true, false]);
  });

  test('takes the champion of that time as it was on the rows of the model', () => {
    const other = { ...judgement, heldBack: { ...judgement.heldBack, fingerprint: 'last winter' } };
    const champion = contenderOf({ leadMinutes: [null] });
    const judged = { version, judgement: { ...judgement, champion } };
    const beside = (parent: string): unknown =>
      comparedRows(judged, { version: '1.4.0', judgement: other }, parent).find(
        ({ kind }) => kind === 'against',
      );
    const row = { kind: 'against', version: '1.4.0' };
    expect(beside('1.4.0')).toEqual({ ...row, contender: champion, isSameData: true });
    expect(beside('1.3.0')).toEqual({ ...row, contender: other.model, isSameData: false });
  });
});
