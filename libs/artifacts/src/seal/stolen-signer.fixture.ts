import { encrypt } from './cipher.js';
import { dataKeyContext } from './seal-bundle.js';
import {
  type Forgery,
  MODEL,
  VICTIM,
  both,
  describesStoredModel,
  file,
  fileEntry,
  fileOf,
  flipped,
  foreign,
  forgery,
  jsonOf,
  nested,
  next,
  ourKey,
  random,
  resigned,
  signingKey,
  swap,
  theirKey,
  withFiles,
} from './forgery-steps.fixture.js';

/** A thief of the signing key still lacks the keys of the organizations. */
export const STOLEN_SIGNER: Forgery[] = [
  forgery(
    'the data key of another version',
    'MODEL.DATA_KEY_REFUSED',
    resigned(signingKey, (json) => ({ ...json, dataKey: jsonOf(next)['dataKey'] ?? '' })),
  ),
  forgery(
    'the data key of another organization',
    'MODEL.DATA_KEY_REFUSED',
    resigned(signingKey, (json) => ({ ...json, dataKey: jsonOf(foreign)['dataKey'] ?? '' })),
  ),
  forgery(
    'a data key of their own, wrapped with their own organization’s key',
    'MODEL.DATA_KEY_REFUSED',
    resigned(signingKey, (json) => {
      const wrapped = encrypt(theirKey.key, random(32), dataKeyContext(VICTIM, ourKey.id), random);
      return { ...json, dataKey: wrapped.toString('hex') };
    }),
  ),
  forgery(
    'the key of another organization named',
    'KEYS.ORGANIZATION_KEY_UNKNOWN',
    resigned(signingKey, (json) => ({ ...json, organizationKeyId: theirKey.id })),
  ),
  forgery(
    'a file of another version, described truly',
    'MODEL.DECRYPTION_FAILED',
    both((stored) => stored.set(MODEL, fileOf(next, MODEL)), resigned(signingKey, describesStoredModel)),
  ),
  forgery(
    'a byte of a file changed, described truly',
    'MODEL.DECRYPTION_FAILED',
    both(file(MODEL, flipped(60)), resigned(signingKey, describesStoredModel)),
  ),
  forgery(
    'a file shorter than any sealed one, described truly',
    'MODEL.DECRYPTION_FAILED',
    both(
      file(MODEL, (bytes) => bytes.subarray(0, 20)),
      resigned(signingKey, describesStoredModel),
    ),
  ),
  forgery(
    'two files in each other’s place, described truly',
    'MODEL.DECRYPTION_FAILED',
    both(
      swap,
      resigned(signingKey, (json) => {
        const [model, golden] = [fileEntry(json, 'model.onnx'), fileEntry(json, 'golden.json')];
        return withFiles(json, { 'model.onnx': golden, 'golden.json': model });
      }),
    ),
  ),
  forgery(
    'another plain digest',
    'MODEL.FILE_DAMAGED',
    resigned(signingKey, (json) => {
      const model = fileEntry(json, 'model.onnx');
      const entry = { ...model, plain: { ...nested(model, 'plain'), digest: 'a'.repeat(64) } };
      return withFiles(json, { 'model.onnx': entry });
    }),
  ),
];
