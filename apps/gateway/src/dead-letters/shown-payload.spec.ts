import assert from 'node:assert/strict';
import { SHOWN_PAYLOAD_BYTES_MAX } from '@eagle/contracts/rest';
import fc from 'fast-check';
import { shownPayload } from './shown-payload.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a shown payload', () => {
  test('is text where the payload is text, otherwise hexadecimal', () => {
    assert.deepEqual(shownPayload(bytes('{"a":"ä"}')), {
      form: 'text',
      content: '{"a":"ä"}',
      isShortened: false,
    });
    assert.deepEqual(shownPayload(Uint8Array.of(0, 255, 16)), {
      form: 'hex',
      content: '00ff10',
      isShortened: false,
    });
    assert.equal(shownPayload(bytes('a\0b')).form, 'hex');
  });

  test('never shows a probable secret, also where it is cut', () => {
    const secrets =
      '{"feed":{"passwordSealed":"v2.abc\\"def","apiToken": "t0ken"},"client_secret":"s3cret","value":1}';
    const shown = shownPayload(bytes(secrets)).content;
    for (const secret of ['abc', 'def', 't0ken', 's3cret']) assert.ok(!shown.includes(secret), shown);
    assert.ok(shown.includes('"value":1'));
    const cut = bytes(`${' '.repeat(SHOWN_PAYLOAD_BYTES_MAX - 20)}"password":"longsecretlongsecret"`);
    assert.ok(!shownPayload(cut).content.includes('long'));
  });

  test('is bounded, and a cut character spoils no text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (text) => {
        const whole = bytes(text.replace(/[\p{Cc}\p{Cs}]/gu, 'x').repeat(400));
        const { content, isShortened } = shownPayload(whole);
        assert.equal(isShortened, whole.length > SHOWN_PAYLOAD_BYTES_MAX);
        assert.ok(bytes(content).length <= SHOWN_PAYLOAD_BYTES_MAX * 2);
        assert.equal(shownPayload(whole).form, 'text');
      }),
    );
  });
});
