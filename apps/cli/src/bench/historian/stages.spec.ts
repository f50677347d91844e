import { HISTORIAN_STAGES, withNeeded } from './stages.js';

test('stages run in their order, with those that they need', () => {
  expect(withNeeded(HISTORIAN_STAGES)).toEqual(HISTORIAN_STAGES);
  expect(withNeeded(['training', 'taking-over'])).toEqual(['taking-over', 'training']);
  expect(withNeeded(['a-row-a-second'])).toEqual(['writing', 'a-row-a-second']);
});
