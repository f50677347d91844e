import type { DiskRoom } from './disk-room.js';

const LOOK_EVERY_MS = 5_000;
/** Below so much, or this share of a small disk, databases and logs are about to be refused. */
const FREE_BYTES_MIN = 256 * 1024 * 1024;
const FREE_SHARE_MIN = 0.02;

/** One sentence where a disk is full or nearly so; null while there is room. */
export function lackOfRoom(folder: string, { freeBytes, bytes }: DiskRoom): string | null {
  if (freeBytes >= Math.min(FREE_BYTES_MIN, FREE_SHARE_MIN * bytes)) return null;
  const megabytes = Math.floor(freeBytes / 1024 ** 2);
  const state = megabytes === 0 ? 'full' : `nearly full (${megabytes} MiB are left)`;
  return `the disk of ${folder} is ${state}: databases, streams and logs cannot be written; free space on it, and what waits is written`;
}

/** Says when the disk of the state folder gets full, and when there is room again. */
export class DiskWatch {
  private readonly timer: NodeJS.Timeout;
  private isFull = false;

  constructor(
    private readonly folder: string,
    private readonly room: () => Promise<DiskRoom>,
    private readonly say: (text: string) => void,
  ) {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  async look(): Promise<void> {
    // A disk that cannot be asked (it is being mounted anew, say) is asked again.
    const room = await this.room().catch(() => null);
    if (room === null) return;
    const lack = lackOfRoom(this.folder, room);
    if ((lack !== null) === this.isFull) return;
    this.isFull = lack !== null;
    this.say(lack ?? `the disk of ${this.folder} has room again`);
  }
}
