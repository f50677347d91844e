import fc from 'fast-check';
import { accountOf, connectionMistakes, EMPTY_DRAFT } from './draft.js';
import { contentText, draftText, readContent, readDraft } from './read-draft.js';

describe('a draft', () => {
  test('is read as it was written', () => {
    const draft = { ...EMPTY_DRAFT, table: 'plant', zone: 'Asia/Kolkata', edits: { FLOW: { unit: 'm³/h' } } };
    expect(readDraft(draftText(draft))).toEqual(draft);
  });

  test('that cannot be read is an empty one, and never an error', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json(), fc.constantFrom('', '{"version":1}', '{"version":2,"draft":{}}')),
        (text) => {
          expect(readDraft(text)).toEqual(EMPTY_DRAFT);
          expect(readContent(text)).toBeNull();
        },
      ),
    );
    expect(readDraft(null)).toBe(EMPTY_DRAFT);
  });

  test('whose parts are of another form is an empty one', () => {
    for (const [part, value] of Object.entries({
      edits: { FLOW: 1 },
      connection: { host: 1 },
      tested: {},
      table: 7,
    })) {
      const text = JSON.stringify({ version: 1, draft: { ...EMPTY_DRAFT, [part]: value } });
      expect([part, readDraft(text)]).toEqual([part, EMPTY_DRAFT]);
    }
  });

  test('keeps the content of the table apart', () => {
    const reply = { tables: [], facts: [], columns: [], rows: [['1', null]], cost: null };
    expect(readContent(contentText({ of: 'x', readAtMs: 7, reply }))).toEqual({
      of: 'x',
      readAtMs: 7,
      reply,
    });
  });

  test('holds no password', () => {
    expect(draftText(EMPTY_DRAFT)).not.toContain('password');
  });
});

describe('a connection', () => {
  const whole = { host: 'h', port: '5432', database: 'd', user: 'u', tls: false, lookEvery: '5' };

  test('can be sent when every field is right', () => {
    expect(connectionMistakes(whole)).toEqual([]);
    expect(connectionMistakes({ ...whole, host: ' ', port: '99999', lookEvery: '0' })).toEqual([
      'host',
      'port',
      'lookEvery',
    ]);
  });

  test('is another one with another server or person, not with another interval', () => {
    expect(accountOf({ ...whole, lookEvery: '9', host: ' h ' })).toBe(accountOf(whole));
    for (const other of [{ host: 'i' }, { port: '1' }, { database: 'e' }, { user: 'v' }, { tls: true }]) {
      expect(accountOf({ ...whole, ...other })).not.toBe(accountOf(whole));
    }
  });
});
