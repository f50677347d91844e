import { takesGzip } from './compressed-body.js';

test.each([
  ['gzip', true],
  ['gzip, deflate, br', true],
  ['br, GZIP', true],
  ['deflate;q=1, gzip;q=0.5', true],
  ['gzip;q=1.0', true],
  ['gzip;q=0', false],
  ['gzip;q=0.000, br', false],
  ['br', false],
  ['x-gzip', false],
  ['', false],
  [undefined, false],
])('%p takes gzip: %p', (acceptEncoding, expected) => {
  expect(takesGzip(acceptEncoding)).toBe(expected);
});
