import { byteRangeOf } from './byte-range.js';

test.each([
  ['bytes=0-', { from: 0, to: 100 }],
  ['bytes=40-', { from: 40, to: 100 }],
  ['bytes=40-49', { from: 40, to: 50 }],
  ['bytes=40-4000', { from: 40, to: 100 }],
  ['bytes=-10', { from: 90, to: 100 }],
  ['bytes=-1000', { from: 0, to: 100 }],
  ['bytes=100-', null],
  ['bytes=50-40', null],
  ['bytes=-0', null],
  ['bytes=0-1,5-6', null],
  ['lines=0-1', null],
  ['bytes=-', null],
  [undefined, null],
])('%s of 100 bytes', (header, range) => {
  expect(byteRangeOf(header, 100)).toEqual(range);
});
