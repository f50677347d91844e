import { FIGURES, WORKING_SERVICES } from '@eagle/contracts/domain';
import { en } from '../../texts/en/index.js';
import { textsOf } from '../../texts/texts-of.js';
import { bytesText, figureLabel, figureText, headline, partsText } from './figure-words.js';
import { figureOf, replicaOf, watchedOf } from './vitals.fixture.js';

const texts = textsOf('en', en);
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

describe('the words of a figure', () => {
  test('name every figure that a service declares', () => {
    for (const service of WORKING_SERVICES) {
      for (const name of Object.keys(FIGURES[service])) {
        expect(figureLabel(figureOf(name), texts)).not.toBe(name);
      }
    }
    expect(figureLabel(figureOf('ofANewerGateway'), texts)).toBe('ofANewerGateway');
  });

  test.each([
    [{ shape: 'rate', unit: 'number', value: 2_718.6 }, '2,719/s'],
    [{ shape: 'rate', unit: 'number', value: 0.25 }, '0.3/s'],
    [{ shape: 'p99', unit: 'seconds', value: 0.009 }, '9 ms'],
    [{ shape: 'now', unit: 'bytes', value: 39_845_888 }, '38 MiB'],
    [{ shape: 'now', unit: 'seconds', value: 125 }, '2 min 5 s'],
    [{ shape: 'now', unit: 'number', value: 214 }, '214'],
    [{ shape: 'count', unit: 'number', value: null }, '–'],
  ] as const)('%j is %s', (figure, expected) => {
    expect(plain(figureText(figure, 'en'))).toBe(expected);
  });

  test('give bytes in the largest unit that they fill', () => {
    expect([0, 1_023, 1_024, 1_536, 5e15].map((bytes) => plain(bytesText(bytes, 'en')))).toEqual([
      ...['0 B', '1,023 B', '1 KiB', '1.5 KiB', '4,547 TiB'],
    ]);
  });

  test('give the reasons of what was counted, and the first two figures as a headline', () => {
    const parts = [
      { label: 'no-model', value: 12 },
      { label: 'model-failed', value: 3 },
    ];
    expect(partsText({ parts }, 'en')).toBe('no-model 12, model-failed 3');
    const figures = [
      figureOf('scansDecided', { value: 31 }),
      figureOf('scanDecisions', { shape: 'p99', unit: 'seconds', value: 0.018 }),
      figureOf('alertChanges'),
    ];
    const watched = watchedOf([replicaOf('alerting-0')], { figures });
    expect(plain(headline(watched, texts))).toBe('31/s, p99 18 ms');
  });
});
