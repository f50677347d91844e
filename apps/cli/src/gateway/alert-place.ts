import type { SocketCursor, SocketResumed } from '@eagle/contracts/socket';

/**
 * Where a client is in the alert stream: cursor and name of the stream, always together. A place of another stream that is given to the server is
 * told by `complete: false`, so a client must never put the cursor of one stream beside the name of another.
 */
export class AlertPlace {
  private at: SocketCursor | null = null;

  /** For the connection. Nothing before the first `position`: there is nothing that could be missed. */
  get resumeFrom(): SocketCursor | null {
    return this.at;
  }

  /** Only the first one is taken: a later one is the server's place, not what came here. */
  position(position: SocketCursor): void {
    this.at ??= position;
  }

  /** @returns whether the change is new here. */
  alert(cursor: number): boolean {
    if (this.at !== null && cursor <= this.at.cursor) return false;
    this.at = { ...this.at, cursor };
    return true;
  }

  /** @returns whether changes are gone that never came here: what stands is to be read anew. */
  resumed({ cursor, stream, complete }: SocketResumed): boolean {
    if (complete) {
      // A client that knew no name of its stream learns it.
      this.at = { cursor: Math.max(cursor, this.at?.cursor ?? 0), stream };
      return false;
    }
    // What comes next counts from here, also where the old cursor was higher: it was of another stream.
    this.at = { cursor, stream };
    return true;
  }
}
