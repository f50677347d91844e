import assert from 'node:assert/strict';
import { modelVersionSchema } from '@eagle/contracts/domain';
import { nextVersion } from './next-version.js';

const version = (text: string | null) => (text === null ? null : modelVersionSchema.parse(text));

test('the next version follows the newest one, registered or only stored', () => {
  const cases: [string | null, string | null, string][] = [
    [null, null, '1.0.0'],
    ['1.0.0', null, '1.1.0'],
    [null, '1.0.0', '1.1.0'],
    ['1.9.0', '1.10.0', '1.11.0'],
    ['2.0.0', '1.10.0', '2.1.0'],
    ['1.4.2', '1.4.0', '1.5.0'],
  ];
  for (const [registered, stored, next] of cases) {
    assert.equal(nextVersion(version(registered), version(stored)), next);
  }
});
