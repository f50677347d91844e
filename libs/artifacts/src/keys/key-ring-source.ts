import { randomBytes } from 'node:crypto';
import { chmod, link, open, readFile, rename, rm } from 'node:fs/promises';
import { AppError } from '@eagle/contracts/domain';
import {
  keyRingFileSchema,
  keyRingOfFile,
  newKeyRingFile,
  type KeyRing,
  type KeyRingFile,
} from './key-ring.js';

/** Where the platform's keys come from. */
export interface KeyRingSource {
  /** The ring as it was last read. */
  readonly ring: KeyRing;
  /** Reads the ring again: a key may have been added. */
  reload(): Promise<KeyRing>;
}

/** Keys from the environment do not change while the process runs. */
export const fixedKeyRing = (ring: KeyRing): KeyRingSource => ({ ring, reload: async () => ring });

/** Keys in a file that its owner alone can read. */
export class KeyRingFileSource implements KeyRingSource {
  private constructor(
    private readonly file: string,
    private current: KeyRing,
  ) {}

  /** @throws AppError `KEYS.FILE_MISSING`, `KEYS.FILE_UNREADABLE` (invalid). */
  static async open(file: string): Promise<KeyRingFileSource> {
    return new KeyRingFileSource(file, keyRingOfFile(await readKeyRingFile(file)));
  }

  get ring(): KeyRing {
    return this.current;
  }

  async reload(): Promise<KeyRing> {
    this.current = keyRingOfFile(await readKeyRingFile(this.file));
    return this.current;
  }
}

/**
 * @throws AppError `KEYS.FILE_MISSING`, `KEYS.FILE_UNREADABLE` (invalid). Neither message contains
 * a part of the file.
 */
export async function readKeyRingFile(file: string): Promise<KeyRingFile> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new AppError(
      'KEYS.FILE_MISSING',
      `The file of keys ${file} cannot be read. Without it no model can be opened: put it back from its backup.`,
      {},
      { cause },
    );
  }
  const parsed = keyRingFileSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map((issue) => issue.path.join('.') || 'all of it');
  throw new AppError('KEYS.FILE_UNREADABLE', `The file of keys ${file} is damaged: ${paths.join(', ')}.`);
}

/**
 * Replaces the file of keys in one step. Only its owner can read it.
 */
export async function replaceKeyRingFile(file: string, ring: KeyRingFile): Promise<void> {
  await withDraft(file, ring, (draft) => rename(draft, file));
}

/** Makes a file of keys with new keys, unless there is one. */
export async function ensureKeyRingFile(file: string, now: Date): Promise<void> {
  await withDraft(file, newKeyRingFile(now, randomBytes), async (draft) => {
    // `link` fails if the file exists: an existing file of keys is never replaced.
    await link(draft, file).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
  });
}

async function withDraft(
  file: string,
  ring: KeyRingFile,
  place: (draft: string) => Promise<void>,
): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString('hex')}.part`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(ring, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await chmod(draft, 0o600);
    await place(draft);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Text that is no JSON becomes null, which every schema refuses. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
