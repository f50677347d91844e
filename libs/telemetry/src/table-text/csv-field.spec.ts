import fc from 'fast-check';
import { csvField, csvNumber } from './csv-field.js';

/** What a reader of RFC 4180 makes of a field. */
const read = (field: string): string =>
  field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;

test('no text is a formula to a spreadsheet', () => {
  const start = fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', '\n', ' =', '\u00a0@');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), start, (text, begins) => {
      expect(read(csvField(`${begins}${text}`))).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]/);
    }),
  );
});

test('a text that is no formula is read as it was written', () => {
  const text = fc.string({ unit: 'binary' }).filter((given) => !/^\s*[=+\-@]|^[\t\r\n]/.test(given));
  fc.assert(fc.property(text, (given) => expect(read(csvField(given))).toBe(given)));
});

test('a number is read as it was written, a negative zero too', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (given) => {
      expect(Object.is(Number(csvNumber(given)), given)).toBe(true);
    }),
  );
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d is no value', (given) => {
  expect(csvNumber(given)).toBe('');
});
