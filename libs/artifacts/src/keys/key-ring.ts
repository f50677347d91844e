import { AppError, instantSchema } from '@eagle/contracts/domain';
import { z } from 'zod';
import type { RandomBytes } from '../seal/cipher.js';
import type { Signers } from '../seal/envelope.js';
import { namedKey, newKey, signingKey, type PlatformKey, type SigningKey } from '../seal/seal-keys.js';

/** A key and the time it was made; null if its source does not give it. */
export type Dated<K> = K & { readonly createdAt: string | null };

/**
 * The platform's secrets for bundles, newest first. The first of each kind wraps and signs new
 * data, the others open existing data.
 */
export class KeyRing {
  constructor(
    readonly platformKeys: readonly [Dated<PlatformKey>, ...Dated<PlatformKey>[]],
    readonly signingKeys: readonly [Dated<SigningKey>, ...Dated<SigningKey>[]],
  ) {}

  /** Wraps new data. */
  get platformKey(): PlatformKey {
    return this.platformKeys[0];
  }
  /** Signs new data. */
  get signingKey(): SigningKey {
    return this.signingKeys[0];
  }

  readonly signers: Signers = (id) => this.signingKeys.find((key) => key.id === id)?.publicKey ?? null;

  findPlatformKey(id: string): PlatformKey | null {
    return this.platformKeys.find((key) => key.id === id) ?? null;
  }
}

const keyText = z.string().regex(/^[0-9a-f]{64}$/i, '64 hexadecimal digits');
const keysText = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.tuple([keyText], keyText));

const entry = z.strictObject({ createdAt: instantSchema, key: keyText });
/** The file of keys: secret, and without it no bundle opens. Newest first. */
export const keyRingFileSchema = z.strictObject({
  v: z.literal(1),
  platformKeys: z.tuple([entry], entry),
  signingKeys: z.tuple([entry], entry),
});
export type KeyRingFile = z.infer<typeof keyRingFileSchema>;
type Entry = z.infer<typeof entry>;

export function keyRingOfFile({ platformKeys, signingKeys }: KeyRingFile): KeyRing {
  const platform = ({ key, createdAt }: Entry) => ({ ...namedKey(bytesOf(key)), createdAt });
  const signing = ({ key, createdAt }: Entry) => ({ ...signingKey(bytesOf(key)), createdAt });
  const [firstPlatform, ...otherPlatform] = platformKeys;
  const [firstSigning, ...otherSigning] = signingKeys;
  return new KeyRing(
    [platform(firstPlatform), ...otherPlatform.map(platform)],
    [signing(firstSigning), ...otherSigning.map(signing)],
  );
}

/**
 * The ring as the environment gives it: each text one or more keys of 64 hexadecimal digits, newest
 * first, with commas between.
 * @throws AppError `KEYS.KEY_INVALID` (invalid), without showing a key.
 */
export function keyRingOfTexts(platformKeys: string, signingKeys: string): KeyRing {
  const [platform, signing] = [keysText.safeParse(platformKeys), keysText.safeParse(signingKeys)];
  if (!platform.success || !signing.success) {
    throw new AppError(
      'KEYS.KEY_INVALID',
      'Platform keys and signing keys are 64 hexadecimal digits each, newest first, with commas between.',
    );
  }
  const platformOf = (text: string) => ({ ...namedKey(bytesOf(text)), createdAt: null });
  const signingOf = (text: string) => ({ ...signingKey(bytesOf(text)), createdAt: null });
  const [firstPlatform, ...otherPlatform] = platform.data;
  const [firstSigning, ...otherSigning] = signing.data;
  return new KeyRing(
    [platformOf(firstPlatform), ...otherPlatform.map(platformOf)],
    [signingOf(firstSigning), ...otherSigning.map(signingOf)],
  );
}

/** A ring with one new key of each kind. */
export function newKeyRingFile(now: Date, random: RandomBytes): KeyRingFile {
  return { v: 1, platformKeys: [newEntry(now, random)], signingKeys: [newEntry(now, random)] };
}

/** The same ring, with a new key of one kind in the first place. */
export function withNewKey(
  file: KeyRingFile,
  kind: 'platformKeys' | 'signingKeys',
  now: Date,
  random: RandomBytes,
): KeyRingFile {
  return { ...file, [kind]: [newEntry(now, random), ...file[kind]] };
}

const newEntry = (now: Date, random: RandomBytes): Entry => ({
  createdAt: now.toISOString(),
  key: newKey(random).key.toString('hex'),
});

const bytesOf = (text: string): Buffer => Buffer.from(text, 'hex');
