import fc from 'fast-check';
import { TOAST_MS } from '../parts/index.js';
import { type OpenOffer, openAt, withOffer } from './undo-offers.js';

const offerOf = (text: string, of?: string) => ({
  text,
  undo: () => text,
  ...(of === undefined ? {} : { of }),
});
const texts = (offers: readonly OpenOffer[]): string[] => offers.map(({ text }) => text);

describe('what can be taken back', () => {
  test('is open for six seconds, and not longer', () => {
    const offers = withOffer([], offerOf('saved'), 1_000);
    expect(texts(openAt(offers, 1_000 + TOAST_MS - 1))).toEqual(['saved']);
    expect(openAt(offers, 1_000 + TOAST_MS)).toEqual([]);
  });

  test('is taken back in the reverse order, each for its own time', () => {
    const first = withOffer([], offerOf('first'), 0);
    const both = withOffer(first, offerOf('second'), 4_000);
    expect(texts(openAt(both, 5_000))).toEqual(['first', 'second']);
    expect(texts(openAt(both, TOAST_MS))).toEqual(['second']);
  });

  test('in pieces is taken back as a whole, to what was before the first piece', () => {
    const typed = ['o', 'oi', 'oil'].reduce<readonly OpenOffer[]>(
      (offers, text, at) =>
        withOffer(offers, { ...offerOf(text, 'words'), undo: () => `before ${text}` }, at),
      [],
    );
    expect(typed.map(({ undo }) => undo())).toEqual(['before o']);
    const other = withOffer(typed, offerOf('theme'), 10);
    expect(withOffer(other, offerOf('oils', 'words'), 11)).toHaveLength(3);
  });

  test('never grows beyond what six seconds hold', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 3_000 }), { maxLength: 40 }), (stepsMs) => {
        let nowMs = 0;
        let offers: readonly OpenOffer[] = [];
        for (const stepMs of stepsMs) {
          nowMs += stepMs;
          offers = withOffer(offers, offerOf('one'), nowMs);
          expect(offers.every(({ untilMs }) => untilMs > nowMs)).toBe(true);
        }
      }),
    );
  });
});
