import { longJourneysFirst, isJourney, testKindOf } from './test-kinds.js';

test.each([
  ['/a/dist/window.spec.js', false],
  ['/a/dist/window.property.spec.js', false],
  ['/a/dist/bus.int-spec.js', false],
  ['/a/dist/kill.e2e-spec.js', true],
])('%s is a kind of test, and a journey: %s', (file, isOne) => {
  expect(isJourney(file)).toBe(isOne);
  expect(testKindOf(file).testMsMax).toBeLessThanOrEqual(testKindOf(file).fileMsMax);
});

test('a file of another name is no test', () => {
  expect(() => testKindOf('/a/dist/bus.fixture.js')).toThrow(/is no \.spec/);
});

test('long journeys begin first, the others in their order', () => {
  const files = ['/a/dist/kill', '/a/dist/chaos', '/a/dist/attack', '/a/dist/day-on-one-machine'].map(
    (name) => ({ path: `${name}.e2e-spec.js` }),
  );
  const [kill, chaos, attack, day] = files;
  expect(longJourneysFirst(files)).toEqual([day, chaos, kill, attack]);
});
