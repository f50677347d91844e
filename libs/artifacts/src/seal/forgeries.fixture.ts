import { plainBundle } from '../fixtures/index.js';
import { ENVELOPE_FILE } from '../store/artifact-store.js';
import { signatureOf } from './signature.js';
import { STOLEN_SIGNER } from './stolen-signer.fixture.js';
import {
  type Forgery,
  GOLDEN,
  MANIFEST,
  MODEL,
  OURS,
  THEIRS,
  algorithms,
  asText,
  attacker,
  both,
  changed,
  describesStoredModel,
  file,
  fileOf,
  flipped,
  foreign,
  forgery,
  jsonOf,
  next,
  resigned,
  signingKey,
  swap,
  without,
  withoutEntry,
} from './forgery-steps.fixture.js';

const UNSIGNED: Forgery[] = [
  forgery('plain files laid down without an envelope', 'MODEL.UNSIGNED', (stored) => {
    stored.clear();
    for (const [name, bytes] of plainBundle(OURS, '1.0.0').files) stored.set(name, Buffer.from(bytes));
  }),
  forgery('the envelope taken away', 'MODEL.UNSIGNED', (stored) => stored.delete(ENVELOPE_FILE)),
  forgery(
    'the signature taken out',
    'MODEL.ENVELOPE_UNREADABLE',
    changed((json) => without(json, 'signature')),
  ),
  forgery(
    'an empty signature',
    'MODEL.ENVELOPE_UNREADABLE',
    changed((json) => ({ ...json, signature: '' })),
  ),
  forgery(
    'a signature of zeros',
    'MODEL.SIGNATURE_WRONG',
    changed((json) => ({ ...json, signature: '0'.repeat(128) })),
  ),
  forgery(
    'the signature of another genuine envelope',
    'MODEL.SIGNATURE_WRONG',
    changed((json) => ({ ...json, signature: jsonOf(next)['signature'] ?? '' })),
  ),
  forgery(
    'a genuine signature that was made over another kind of thing',
    'MODEL.SIGNATURE_WRONG',
    changed((json) => {
      const content = without(json, 'signature');
      const signature = signatureOf('eagle-notifier organization keys', content, signingKey.privateKey);
      return { ...content, signature };
    }),
  ),
  forgery(
    'signed again with another key',
    'MODEL.SIGNER_UNKNOWN',
    resigned(attacker, (json) => json),
  ),
  forgery(
    'signed again with another key under the name of ours',
    'MODEL.SIGNATURE_WRONG',
    resigned(attacker, (json) => json, signingKey.id),
  ),
];

const MISREAD: Forgery[] = [
  forgery(
    'an empty envelope',
    'MODEL.ENVELOPE_UNREADABLE',
    asText(() => ''),
  ),
  forgery(
    'an envelope cut off',
    'MODEL.ENVELOPE_UNREADABLE',
    asText((text) => text.slice(0, -1)),
  ),
  forgery(
    'an envelope that is no JSON',
    'MODEL.ENVELOPE_UNREADABLE',
    asText(() => 'sealed'),
  ),
  forgery(
    'an envelope of megabytes',
    'MODEL.ENVELOPE_UNREADABLE',
    asText((text) => text + ' '.repeat(2 ** 20)),
  ),
  forgery(
    'white space added',
    'MODEL.ENVELOPE_UNREADABLE',
    asText((text) => `${text}\n`),
  ),
  forgery(
    'a byte order mark added',
    'MODEL.ENVELOPE_UNREADABLE',
    asText((text) => `\ufeff${text}`),
  ),
  forgery(
    'a name given twice',
    'MODEL.ENVELOPE_UNREADABLE',
    asText((text) => text.replace('"version":', '"version":"9.9.9","version":')),
  ),
  forgery(
    'a name nobody knows',
    'MODEL.ENVELOPE_UNREADABLE',
    changed((json) => ({ ...json, admin: true })),
  ),
  forgery(
    'digits in upper case',
    'MODEL.ENVELOPE_UNREADABLE',
    asText((text) => text.replace(/(?<="dataKey":")[0-9a-f]+/, (digits) => digits.toUpperCase())),
  ),
];

const DOWNGRADED: Forgery[] = [
  ...[0, 2, '1', null].map((v) =>
    forgery(
      `envelope version ${JSON.stringify(v)}, signed by us`,
      'MODEL.ENVELOPE_VERSION_REFUSED',
      resigned(signingKey, (json) => ({ ...json, v })),
    ),
  ),
  forgery('no encryption named', 'MODEL.ALGORITHM_REFUSED', changed(algorithms({ cipher: 'none' }))),
  forgery('no signature asked for', 'MODEL.ALGORITHM_REFUSED', changed(algorithms({ signature: 'none' }))),
  forgery(
    'a weaker digest, signed by us',
    'MODEL.ALGORITHM_REFUSED',
    resigned(signingKey, algorithms({ digest: 'MD5' })),
  ),
  forgery(
    'an unauthenticated cipher, signed by us',
    'MODEL.ALGORITHM_REFUSED',
    resigned(signingKey, algorithms({ cipher: 'AES-256-CTR' })),
  ),
  forgery('one algorithm more', 'MODEL.ALGORITHM_REFUSED', changed(algorithms({ compression: 'gzip' }))),
];

const SWAPPED: Forgery[] = [
  forgery('another version replayed in this place', 'MODEL.WRONG_VERSION', (stored) => {
    for (const [name, bytes] of next) stored.set(name, bytes);
  }),
  forgery('another organization’s bundle in this place', 'MODEL.WRONG_ORGANIZATION', (stored) => {
    for (const [name, bytes] of foreign) stored.set(name, bytes);
  }),
  forgery(
    'the version changed',
    'MODEL.SIGNATURE_WRONG',
    changed((json) => ({ ...json, version: '1.0.1' })),
  ),
  forgery(
    'the organization changed',
    'MODEL.SIGNATURE_WRONG',
    changed((json) => ({ ...json, organizationId: THEIRS })),
  ),
  forgery(
    'the features changed',
    'MODEL.SIGNATURE_WRONG',
    changed((json) => ({ ...json, featureSetHash: 'f'.repeat(16) })),
  ),
  forgery(
    'sealed earlier than it was',
    'MODEL.SIGNATURE_WRONG',
    changed((json) => ({ ...json, sealedAt: '2020-01-01T00:00:00.000Z' })),
  ),
  forgery('a file of another version', 'MODEL.FILE_DAMAGED', (stored) =>
    stored.set(MODEL, fileOf(next, MODEL)),
  ),
  forgery('a file of another organization', 'MODEL.FILE_DAMAGED', (stored) =>
    stored.set(MODEL, fileOf(foreign, MODEL)),
  ),
  forgery('two files in each other’s place', 'MODEL.FILE_TRUNCATED', swap),
];

const DAMAGED: Forgery[] = [
  forgery(
    'a file cut off',
    'MODEL.FILE_TRUNCATED',
    file(MODEL, (bytes) => bytes.subarray(0, 100)),
  ),
  forgery(
    'a file emptied',
    'MODEL.FILE_TRUNCATED',
    file(MODEL, () => new Uint8Array(0)),
  ),
  forgery(
    'a file with one byte more',
    'MODEL.FILE_TRUNCATED',
    file(GOLDEN, (bytes) => Buffer.concat([bytes, Buffer.of(0)])),
  ),
  forgery('a byte of a file changed', 'MODEL.FILE_DAMAGED', file(MODEL, flipped(60))),
  forgery('a byte of a nonce changed', 'MODEL.FILE_DAMAGED', file(MODEL, flipped(0))),
  forgery(
    'a file laid down in plain',
    'MODEL.FILE_TRUNCATED',
    file(MODEL, () => plainBundle(OURS, '1.0.0').files.get('model.onnx') ?? Buffer.of()),
  ),
  forgery('a file taken away', 'MODEL.FILE_MISSING', (stored) => stored.delete(MANIFEST)),
  forgery('a file added', 'MODEL.FILE_UNEXPECTED', (stored) =>
    stored.set('trees.json.sealed', Buffer.from('{}')),
  ),
  forgery('a plain model beside the sealed one', 'MODEL.FILE_UNEXPECTED', (stored) =>
    stored.set('model.onnx', Buffer.from('x')),
  ),
  forgery(
    'a file taken away, from the envelope too',
    'MODEL.SIGNATURE_WRONG',
    both(changed(withoutEntry), (stored) => stored.delete(GOLDEN)),
  ),
  forgery(
    'a file replaced, and the digest in the envelope with it',
    'MODEL.SIGNATURE_WRONG',
    both(file(MODEL, flipped(60)), (stored) => changed((json) => describesStoredModel(json, stored))(stored)),
  ),
];

export const FORGERIES: readonly Forgery[] = [
  ...UNSIGNED,
  ...MISREAD,
  ...DOWNGRADED,
  ...SWAPPED,
  ...DAMAGED,
  ...STOLEN_SIGNER,
];
