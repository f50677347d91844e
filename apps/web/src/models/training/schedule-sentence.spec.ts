import { de } from '../../texts/de/index.js';
import { en } from '../../texts/en/index.js';
import { textsOf } from '../../texts/texts-of.js';
import { PlantTime } from '../../time/index.js';
import { scheduleSentence } from './schedule-sentence.js';

const now = Date.parse('2026-12-01T12:00:00.000Z');
const sunday = Date.parse('2026-12-05T20:30:00.000Z');
const [english, german] = [textsOf('en', en), textsOf('de', de)];
const kolkata = new PlantTime('Asia/Kolkata', 'en');

describe('the schedule of trainings', () => {
  test('is said in words with its next time, in the zone of the plant', () => {
    const next = { at: sunday, now };
    expect(scheduleSentence('0 2 * * 0', next, kolkata, english)).toBe(
      'Every Sunday at 02:00, next on 6 Dec 02:00',
    );
    expect(scheduleSentence('0 2 * * 0', next, new PlantTime('Asia/Kolkata', 'de'), german)).toBe(
      'Jeden Sonntag um 02:00, das nächste Mal am 6. Dez. 02:00',
    );
  });

  test('has no day when it is today, and no next time where none is known', () => {
    const later = { at: Date.parse('2026-12-01T14:00:00.000Z'), now };
    expect(scheduleSentence('30 19 * * *', later, kolkata, english)).toBe(
      'Every day at 19:30, next today at 19:30',
    );
    expect(scheduleSentence('30 19 * * *', null, kolkata, english)).toBe('Every day at 19:30');
  });

  test('is shown as it was written where words would not help, and may be absent', () => {
    expect(scheduleSentence('*/7 1-5 * 2 *', null, kolkata, english)).toBe('By the schedule */7 1-5 * 2 *');
    expect(scheduleSentence(null, null, kolkata, english)).toBe('Nothing is trained by itself');
  });
});
