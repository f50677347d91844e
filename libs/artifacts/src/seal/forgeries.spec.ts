import assert from 'node:assert/strict';
import { AppError } from '@eagle/contracts/domain';
import { plainBundle } from '../fixtures/index.js';
import { FORGERIES } from './forgeries.fixture.js';
import { genuineBundle, open, OURS } from './forgery-steps.fixture.js';

describe('a forged bundle', () => {
  test('starts from a genuine one, which opens', () => {
    const { files } = open(genuineBundle());
    assert.deepEqual(files, new Map(plainBundle(OURS, '1.0.0').files));
  });

  for (const { name, code, forge } of FORGERIES) {
    test(`is refused: ${name}`, () => {
      const stored = genuineBundle();
      forge(stored);
      assert.throws(
        () => open(stored),
        (error) => {
          assert.ok(error instanceof AppError, String(error));
          assert.equal(error.code, code);
          assert.match(error.message, /^[A-Z].*\.$/, 'one sentence for people');
          return true;
        },
      );
    });
  }
});
