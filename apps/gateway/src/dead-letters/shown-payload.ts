import { SHOWN_PAYLOAD_BYTES_MAX, type ShownPayload } from '@eagle/contracts/rest';

/** Names of JSON fields with text that is never shown, in any message. */
const SECRET_FIELD =
  /("[^"]*(?:password|secret|token|credential|private_?key)[^"]*"\s*:\s*)"(?:[^"\\]|\\.)*(?:"|$)/gi;
/** Control characters that none of our texts has, except line ends and tabs. */
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
/** A character that was cut in two takes three bytes at most. */
const CUT_BYTES_MAX = 3;

/**
 * The beginning of a payload for people: as text where it is text, with probable secrets removed,
 * else in hexadecimal.
 */
export function shownPayload(payload: Uint8Array): ShownPayload {
  const isShortened = payload.length > SHOWN_PAYLOAD_BYTES_MAX;
  const shown = payload.subarray(0, SHOWN_PAYLOAD_BYTES_MAX);
  const text = textOf(shown, isShortened);
  return text === null
    ? { form: 'hex', content: Buffer.from(shown).toString('hex'), isShortened }
    : { form: 'text', content: text.replace(SECRET_FIELD, '$1"[redacted]"'), isShortened };
}

/** Null: it is no text. */
function textOf(bytes: Uint8Array, isCut: boolean): string | null {
  for (let cut = 0; cut <= (isCut ? CUT_BYTES_MAX : 0); cut += 1) {
    try {
      const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
      const text = decoder.decode(bytes.subarray(0, bytes.length - cut));
      return CONTROL.test(text) ? null : text;
    } catch {
      continue; // Cut within a character: without that partial character it may be text.
    }
  }
  return null;
}
