import assert from 'node:assert/strict';
import { SourceMemory } from './source-memory.js';

test('all answers together stay within bounds: the largest is dropped, of two equal ones the older', () => {
  const memory = new SourceMemory(100);
  const givenUp: string[] = [];
  const [large, other, small] = [{}, {}, {}];
  const hold = (owner: object, bytes: number, name: string): void =>
    memory.hold(owner, bytes, () => {
      givenUp.push(name);
      memory.hold(owner, 0, () => undefined);
    });
  hold(small, 1, 'small');
  hold(large, 60, 'large');
  hold(other, 39, 'other');
  assert.deepEqual(givenUp, []);
  hold(other, 45, 'other');
  assert.deepEqual(givenUp, ['large']);
  hold(other, 45, 'other');
  hold(large, 45, 'large');
  hold(small, 11, 'small');
  assert.deepEqual(givenUp, ['large', 'other']);
  hold(large, 0, 'large');
  hold(small, 101, 'small');
  assert.deepEqual(givenUp, ['large', 'other', 'small']);
});
