import fc from 'fast-check';
import { en } from '../texts/en/index.js';
import { TOUR_STEPS, tourMoveOf } from './steps.js';

describe('the tour', () => {
  test('is read in a minute: at most 150 words in at most six steps', () => {
    const words = TOUR_STEPS.flatMap(({ name }) => en[`tour.${name}`].split(/\s+/));
    expect(TOUR_STEPS.length).toBeLessThanOrEqual(6);
    expect(words.length).toBeLessThanOrEqual(150);
  });

  test('takes only its own keys from the page', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        fc.pre(!['ArrowRight', 'ArrowLeft', 'Escape'].includes(key));
        expect(tourMoveOf(key)).toBeNull();
      }),
    );
    expect(tourMoveOf('Escape')).toBe('leave');
  });
});
