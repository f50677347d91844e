import assert from 'node:assert/strict';
import fc from 'fast-check';
import { zeroedBytes } from './slab.js';

test('no two messages share a byte, each begins aligned, and all of it is zero', () => {
  const lengths = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 40 });
  fc.assert(
    fc.property(lengths, (wanted) => {
      const messages = wanted.map((length) => zeroedBytes(length));
      messages.forEach((bytes, i) => {
        assert.equal(bytes.length, wanted[i]);
        assert.equal(bytes.byteOffset % 8, 0);
        assert.ok(bytes.every((byte) => byte === 0));
        bytes.fill((i % 255) + 1);
      });
      messages.forEach((bytes, i) => assert.ok(bytes.every((byte) => byte === (i % 255) + 1)));
    }),
  );
});
