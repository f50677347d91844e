import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const FILLER = 'filler';

/** A separate file system, small enough for a test to fill it. */
export interface SmallDisk {
  /** Where it is mounted. */
  readonly folder: string;
  /** Writes until nothing more fits. */
  fill(): Promise<void>;
  /** Removes what `fill` wrote. */
  free(): Promise<void>;
  /** Unmounts it; its content is gone. */
  close(): Promise<void>;
}

/**
 * Mounts a file system in memory on a folder, which is made where it is missing.
 * @returns null where this process may not mount: as another user than root, and on systems other
 * than Linux.
 */
export async function smallDisk(folder: string, bytes: number): Promise<SmallDisk | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const options = `size=${bytes},mode=0700`;
  const mounted = await execute('mount', ['-t', 'tmpfs', '-o', options, 'eagle-small-disk', folder]).then(
    () => true,
    () => false, // In a container without the right to mount.
  );
  if (!mounted) return null;
  const filler = path.join(folder, FILLER);
  return {
    folder,
    fill: () => fill(filler),
    free: () => rm(filler, { force: true }),
    close: async () => void (await execute('umount', ['-l', folder])),
  };
}

async function fill(file: string): Promise<void> {
  for (const bytes of [1024 * 1024, 4096]) {
    const block = Buffer.alloc(bytes, 1);
    for (let isFull = false; !isFull;) {
      isFull = await writeFile(file, block, { flag: 'a' }).then(
        () => false,
        (error: unknown) => {
          if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return true;
          throw error;
        },
      );
    }
  }
}
