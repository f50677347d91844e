import fc from 'fast-check';
import { idText } from './id-text.js';

describe('an id in a sentence', () => {
  test('is shown as it is, cut where it is long, and apart where it is of another script', () => {
    expect(idText('furnace-1')).toBe('furnace-1');
    expect(idText('x'.repeat(400))).toBe(`${'x'.repeat(60)}…`);
    expect(idText('\u202eabc')).toBe('\u2068\u202eabc\u2069');
    expect(idText('כבשן')).toBe('\u2068כבשן\u2069');
  });

  test('never loses half of a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (id) => {
        expect(idText(id).isWellFormed()).toBe(id.isWellFormed());
      }),
    );
  });
});
