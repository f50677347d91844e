import assert from 'node:assert/strict';
import { AppError } from '@eagle/contracts/domain';
import { JsonBounds } from './json-bounds.js';

/**
 * The code with which a text is refused, or null; the text is given in pieces of this many bytes.
 */
function verdict(text: string, pieceBytes = 1_000): string | null {
  const bytes = Buffer.from(text);
  const bounds = new JsonBounds();
  try {
    for (let at = 0; at < bytes.length; at += pieceBytes) bounds.take(bytes.subarray(at, at + pieceBytes));
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

test('a body nested too deep is refused within the piece that goes too deep', () => {
  assert.equal(verdict('['.repeat(16) + ']'.repeat(16)), null);
  assert.equal(verdict('['.repeat(17)), 'BODY.TOO_DEEP');
  assert.equal(verdict('{"a":'.repeat(17), 3), 'BODY.TOO_DEEP');
  assert.equal(verdict('['.repeat(6_000_000), 65_536), 'BODY.TOO_DEEP');
});

test('brackets and commas within text do not count, for any escapes and cuts', () => {
  for (const text of [
    '"[[[[[[[[[[[[[[[[[[["',
    '"\\"[[[[[[[[[[[[[[[[[[[[["',
    '["\\\\",["\\\\\\"[[[[[[[[[[[[[[[[[[[[[["]]',
  ]) {
    for (const pieceBytes of [1, 2, 3, 100]) assert.equal(verdict(text, pieceBytes), null, text);
  }
});

test('a body of too many values or containers is refused, and the largest batch of predictions is not', () => {
  const row = `{"assetId":"a","features":{${Array.from({ length: 183 }, (_, n) => `"f${n}":${n}.25`).join()}}}`;
  assert.equal(verdict(`{"rows":[${Array.from({ length: 1_000 }, () => row).join()}]}`), null);
  assert.equal(verdict(`{"rows":[${'[],'.repeat(200_000)}[]]}`), 'BODY.TOO_MANY_VALUES');
  assert.equal(verdict(`{"rows":[${'1,'.repeat(500_000)}1]}`), 'BODY.TOO_MANY_VALUES');
  const members = (count: number) => `{${Array.from({ length: count }, (_, n) => `"k${n}":0`).join()}}`;
  assert.equal(verdict(members(100)), null);
  assert.equal(verdict(members(101)), 'BODY.TOO_MANY_VALUES');
});

test('an item of a list, or a member that is no list, is refused where it is larger than one step checks', () => {
  const large = `{"features":{${Array.from({ length: 40_000 }, (_, n) => `"f${n}":1`).join()}}}`;
  assert.equal(verdict(`{"rows":[${large}]}`), 'BODY.ITEM_TOO_LARGE');
  assert.equal(verdict(`{"settings":${large}}`), 'BODY.ITEM_TOO_LARGE');
  assert.equal(verdict(`[${large}]`), 'BODY.ITEM_TOO_LARGE');
  const small = `{"features":{${Array.from({ length: 400 }, (_, n) => `"f${n}":1`).join()}}}`;
  assert.equal(
    verdict(`{"rows":[${Array.from({ length: 200 }, () => small).join()}],"settings":${small}}`),
    null,
  );
});
