import { placedMistakes } from './refusals.js';

const found = [
  { pointer: '/tags/1/tag', detail: 'another tag has this name' },
  { pointer: '/mapping/source/columns/1/tag', detail: 'this tag is fed twice' },
  { pointer: '/mapping/source/tags/0', detail: 'mapped twice' },
  { pointer: '/assets/0/name', detail: 'too short' },
  { pointer: '/tags/9/tag', detail: 'of no signal' },
];

test('what the platform refuses stands at its signal, all else by its pointer', () => {
  const { ofSignals, others } = placedMistakes(found, ['FLOW', 'VIB']);
  expect([...ofSignals]).toEqual([
    ['VIB', [found[0], found[1]]],
    ['FLOW', [found[2]]],
  ]);
  expect(others.map(({ pointer }) => pointer)).toEqual(['/assets/0/name', '/tags/9/tag']);
});
