import { statfs } from 'node:fs/promises';

/** Free and all bytes of a disk. */
export interface DiskRoom {
  readonly freeBytes: number;
  readonly bytes: number;
}

/** Room on the disk of a folder, for an unprivileged writer. */
export async function roomOf(folder: string): Promise<DiskRoom> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, bytes: blocks * bsize };
}
