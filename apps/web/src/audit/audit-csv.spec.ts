import fc from 'fast-check';
import { COLUMNS, csvOf } from './audit-csv.js';
import type { AuditEntry } from './audit-log.js';

const entry = (change: Partial<AuditEntry>): AuditEntry => ({
  id: 1,
  at: '2026-11-28T14:00:00.000Z',
  actorId: null,
  actorEmail: null,
  correlationId: null,
  target: 'models',
  action: 'USER.SOMETHING',
  details: {},
  ...change,
});
const words = { timeOf: (at: string) => at, actionText: (action: string) => `did ${action}` };

/** As a spreadsheet may read it. */
const harmless = (text = ''): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** The obvious reader: characters one by one. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let text = '';
  let isQuoted = false;
  for (let at = 0; at < csv.length; at += 1) {
    const character = csv[at] ?? '';
    if (isQuoted && character === '"' && csv[at + 1] === '"') {
      text += '"';
      at += 1;
    } else if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) text += character;
    else if (character === ',') {
      row.push(text);
      text = '';
    } else if (character === '\n') {
      rows.push([...row, text.replace(/\r$/, '')]);
      row = [];
      text = '';
    } else text += character;
  }
  return rows;
}

describe('the audit log as CSV', () => {
  test('is read again as it was, whatever people wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ target: fc.string(), actorEmail: fc.string() })), (written) => {
        const [heads, ...rows] = rowsOf(csvOf(written.map(entry), words));
        expect(heads).toEqual([...COLUMNS]);
        expect(rows).toHaveLength(written.length);
        for (const [at, row] of rows.entries()) {
          expect([row[6], row[3]]).toEqual([written[at]?.target, written[at]?.actorEmail].map(harmless));
        }
      }),
    );
  });

  test('holds no cell that a spreadsheet runs', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (begin, rest) => {
        const [, row] = rowsOf(csvOf([entry({ target: `${begin}${rest}` })], words));
        expect(row?.[6]).toMatch(/^'/);
      }),
    );
  });

  test('has the details as JSON, and words beside the raw name', () => {
    const [, row] = rowsOf(csvOf([entry({ details: { reason: 'a "b", c' } })], words));
    expect(row?.slice(4, 6)).toEqual(['USER.SOMETHING', 'did USER.SOMETHING']);
    expect(JSON.parse(row?.[8] ?? '')).toEqual({ reason: 'a "b", c' });
  });
});
