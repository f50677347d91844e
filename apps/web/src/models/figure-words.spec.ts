import {
  differenceText,
  leadPairText,
  leadText,
  percentText,
  rateInterval,
  rateText,
  shareInterval,
  thresholdText,
} from './figure-words.js';
import { estimateOf } from './model.fixture.js';

const plain = (text: string | null): string | undefined => text?.replaceAll('\u202f', ' ');

describe('figures of a model', () => {
  test('are as fine as they are known, in the digits of their language', () => {
    expect([rateText(0.0714, 'en'), rateText(0.0714, 'de'), rateText(3, 'en')]).toEqual([
      '0.07',
      '0,07',
      '3',
    ]);
    expect(rateInterval(estimateOf(0.07, 0.01, 0.21), 'en')).toBe('0.01–0.21');
    expect(plain(percentText(0.1423, 'de'))).toBe('14,2 %');
    expect(plain(shareInterval(estimateOf(0.89, 0.752, 0.958), 'en'))).toBe('75–96 %');
  });

  test('have no interval where none was measured', () => {
    const bare = { value: 0.5, low: null, high: null };
    expect([rateInterval(bare, 'en'), shareInterval(bare, 'en')]).toEqual(['', '']);
    expect([differenceText(bare, 'en'), differenceText(estimateOf(null), 'en')]).toEqual(['+0.5', null]);
  });

  test('a difference has its sign', () => {
    expect(differenceText(estimateOf(0.08, -0.02, 0.14), 'en')).toBe('+0.08 (-0.02 – +0.14)');
  });

  test('a lead is in minutes, and a long one in days', () => {
    expect(plain(leadText(9.43, 'en'))).toBe('9.4 min');
    expect(plain(leadText(4_600, 'en'))).toBe('3 d 4 h');
    expect(plain(leadPairText([9.43, 6.8], 'en'))).toBe('9.4 / 6.8 min');
    expect(plain(leadPairText([4_600, 90], 'en'))).toBe('3 d 4 h / 90 min');
    expect(plain(leadPairText([null, 6.8], 'en'))).toBe('– / 6.8 min');
  });

  test('a threshold has as many digits as tell it from 0 and from 1', () => {
    const texts = [0.81, 0.5, 0.9998, 0.0004, 1, 0].map((each) => thresholdText(each, 'en'));
    expect(texts).toEqual(['0.81', '0.5', '0.9998', '0.0004', '1', '0']);
    expect(thresholdText(0.8123, 'de')).toBe('0,81');
  });
});
