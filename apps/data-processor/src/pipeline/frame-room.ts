/** Byte limit for the waiting frames of all organizations in one process. */
const ROOM_BYTES = 128 * 1024 * 1024;

/** The memory that waiting feature frames of all organizations may occupy. */
export class FrameRoom {
  private bytes = 0;

  constructor(private readonly bytesMax = ROOM_BYTES) {}

  get isOver(): boolean {
    return this.bytes > this.bytesMax;
  }

  take(bytes: number): void {
    this.bytes += bytes;
  }

  give(bytes: number): void {
    this.bytes -= bytes;
  }
}
