import { z } from 'zod';
import { keyRing, NOW, place, plainBundle, seededBytes } from '../fixtures/index.js';
import { ENVELOPE_FILE } from '../store/artifact-store.js';
import { canonicalJson, type Signable } from './canonical-json.js';
import { sha256 } from './cipher.js';
import { openBundle } from './open-bundle.js';
import { sealBundle, type PlainBundle } from './seal-bundle.js';
import { newKey, type OrganizationKey, type SigningKey } from './seal-keys.js';
import { signatureOf } from './signature.js';

export const OURS = '11111111-1111-4111-8111-111111111111';
export const THEIRS = '22222222-2222-4222-8222-222222222222';
export const VICTIM = place(OURS, '1.0.0');

export type Stored = Map<string, Buffer>;
export type Json = Record<string, Signable>;
const jsonSchema = z.record(z.string(), z.json());

export const random = seededBytes('forgeries');
export const { signingKey } = keyRing('the platform');
export const attacker = keyRing('an attacker').signingKey;
export const ourKey = newKey(random);
export const theirKey = newKey(random);

const sealed = (bundle: PlainBundle, organizationKey: OrganizationKey): Stored =>
  sealBundle(bundle, { organizationKey, signingKey }, NOW, random);

const genuine = sealed(plainBundle(OURS, '1.0.0'), ourKey);
/** The same organization's next version: files of the same length under other keys. */
export const next = sealed(plainBundle(OURS, '1.1.0'), ourKey);
export const foreign = sealed(plainBundle(THEIRS, '1.0.0'), theirKey);

export const genuineBundle = (): Stored => new Map(genuine);

/** Opens as the platform does: its signer is trusted, our organization has its one key. */
export const open = (stored: Stored) =>
  openBundle(stored, VICTIM, {
    signers: (id) => (id === signingKey.id ? signingKey.publicKey : null),
    organizationKey: (id) => (id === ourKey.id ? ourKey : null),
  });

/**
 * One way to cheat: a named step from a genuine bundle to one that must not open, and the check
 * that stops it.
 */
export interface Forgery {
  readonly name: string;
  readonly code: string;
  readonly forge: (stored: Stored) => void;
}

export const forgery = (name: string, code: string, forge: Forgery['forge']): Forgery => ({
  name,
  code,
  forge,
});

export const fileOf = (stored: Stored, name: string): Buffer => {
  const bytes = stored.get(name);
  if (bytes === undefined) throw new Error(`${name} is not there`);
  return Buffer.from(bytes);
};
export const jsonOf = (stored: Stored): Json =>
  jsonSchema.parse(JSON.parse(fileOf(stored, ENVELOPE_FILE).toString()));
export const nested = (json: Json, name: string): Json => jsonSchema.parse(json[name]);
export const fileEntry = (json: Json, name: string): Json => nested(nested(json, 'files'), name);
export const withFiles = (json: Json, entries: Json): Json => ({
  ...json,
  files: { ...nested(json, 'files'), ...entries },
});

export const without = (json: Json, name: string): Json =>
  Object.fromEntries(Object.entries(json).filter(([key]) => key !== name));

/** Writes the changed envelope in its canonical text, with the old signature. */
export const changed = (change: (json: Json) => Json) => (stored: Stored) =>
  void stored.set(ENVELOPE_FILE, Buffer.from(canonicalJson(change(jsonOf(stored)))));

/**
 * The same, signed again. With the platform's own key this is an attack by a stolen signing key.
 */
export const resigned =
  (by: SigningKey, change: (json: Json, stored: Stored) => Json, namedAs: string = by.id) =>
  (stored: Stored): void => {
    const content = { ...without(change(jsonOf(stored), stored), 'signature'), signingKeyId: namedAs };
    const signature = signatureOf('eagle-notifier bundle envelope', content, by.privateKey);
    stored.set(ENVELOPE_FILE, Buffer.from(canonicalJson({ ...content, signature })));
  };

export const asText = (change: (text: string) => string) => (stored: Stored) =>
  void stored.set(ENVELOPE_FILE, Buffer.from(change(fileOf(stored, ENVELOPE_FILE).toString())));

export const file = (name: string, change: (bytes: Buffer) => Uint8Array) => (stored: Stored) =>
  void stored.set(name, Buffer.from(change(fileOf(stored, name))));

export const flipped = (at: number) => (bytes: Buffer) => {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
};

export const MODEL = 'model.onnx.sealed';
export const GOLDEN = 'golden.json.sealed';
export const MANIFEST = 'manifest.json.sealed';

/** An envelope that says of the model's sealed bytes what is true of those that lie there now. */
export const describesStoredModel = (json: Json, stored: Stored): Json => {
  const bytes = fileOf(stored, MODEL);
  const model = fileEntry(json, 'model.onnx');
  const entry = { ...model, sealed: { bytes: bytes.length, digest: sha256(bytes) } };
  return withFiles(json, { 'model.onnx': entry });
};

export const swap = (stored: Stored): void => {
  const [model, golden] = [fileOf(stored, MODEL), fileOf(stored, GOLDEN)];
  stored.set(MODEL, golden).set(GOLDEN, model);
};

export const withoutEntry = (json: Json): Json => ({
  ...json,
  files: without(nested(json, 'files'), 'golden.json'),
});

export const algorithms = (change: Json) => (json: Json) => ({
  ...json,
  algorithms: { ...nested(json, 'algorithms'), ...change },
});

export const both = (first: Forgery['forge'], second: Forgery['forge']) => (stored: Stored) => {
  first(stored);
  second(stored);
};
