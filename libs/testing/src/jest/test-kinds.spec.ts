import { isJourney, testKindOf } from './test-kinds.js';

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
