import { fixedText, shareText, valueText } from './value-text.js';

describe('numbers with units', () => {
  test.each([
    [880, '°C', '880\u202f°C'],
    [0.3522, '%', '0.3522\u202f%'],
    [34.812, 'Hz', '34.81\u202fHz'],
    [123_456.7, '', '123,457'],
    [0, 'bar', '0\u202fbar'],
    [-0.000_012_3, '', '-0.000012'],
  ])('%d in "%s" is "%s"', (value, unit, text) => {
    expect(valueText(value, unit, 'en')).toBe(text);
  });

  test('numbers of one axis have the same digits', () => {
    expect([0.3, 0.35, 0.4].map((value) => fixedText(value, 2, 'en'))).toEqual(['0.30', '0.35', '0.40']);
  });

  test('a share has no digits after the point, below 1 % it has one', () => {
    expect([0.993, 0.12, 0.006, 0].map((share) => shareText(share, 'de'))).toEqual([
      '99\u202f%',
      '12\u202f%',
      '0,6\u202f%',
      '0\u202f%',
    ]);
  });
});
