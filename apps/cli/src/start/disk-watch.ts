import type { DiskRoom } from './disk-room.js';

const LOOK_EVERY_MS = 5_000;
/** Below this room, or this share of a small disk, writes of databases and logs will soon fail. */
const FREE_BYTES_MIN = 256 * 1024 * 1024;
const FREE_SHARE_MIN = 0.02;

/** One sentence where a disk is full or nearly so; null while there is room. */
export function lackOfRoom(folder: string, { freeBytes, bytes }: DiskRoom): string | null {
  if (freeBytes >= Math.min(FREE_BYTES_MIN, FREE_SHARE_MIN * bytes)) return null;
  const megabytes = Math.floor(freeBytes / 1024 ** 2);
  const state = megabytes === 0 ? 'full' : `nearly full (${megabytes} MiB are left)`;
  return `the disk of ${folder} is ${state}: databases, streams and logs cannot be written; free space on it, and what waits is written`;
}

/**
 * The result of a check. `unknown`: the disk gave no answer, for example while it is being mounted
 * again.
 */
type Seen = { readonly state: 'room' } | { readonly state: 'full' | 'unknown'; readonly text: string };

/**
 * Reports when the disk of the state folder gets full, when it gives no answer, and when there is
 * room again.
 */
export class DiskWatch {
  private readonly timer: NodeJS.Timeout;
  private state: Seen['state'] = 'room';

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
    const seen = await this.see();
    if (seen.state === this.state) return;
    this.state = seen.state;
    this.say(seen.state === 'room' ? `the disk of ${this.folder} has room again` : seen.text);
  }

  private async see(): Promise<Seen> {
    try {
      const lack = lackOfRoom(this.folder, await this.room());
      return lack === null ? { state: 'room' } : { state: 'full', text: lack };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const text = `the disk of ${this.folder} does not report its free space (${reason}); it is asked again`;
      return { state: 'unknown', text };
    }
  }
}
