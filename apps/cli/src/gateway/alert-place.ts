import type { SocketCursor, SocketResumed } from '@eagle/contracts/socket';

/**
 * Where a client is in the alert stream: cursor and name of the stream, always together. The server
 * reports a place of another stream by `complete: false`, so a client must never combine the cursor
 * of one stream with the name of another.
 */
export class AlertPlace {
  private at: SocketCursor | null = null;

  /** For the connection. Undefined before the first `position`: nothing can be missed yet. */
  get resumeFrom(): SocketCursor | null {
    return this.at;
  }

  /**
   * Only the first one is used: a later one is the server's place, not the place of this client.
   */
  position(position: SocketCursor): void {
    this.at ??= position;
  }

  /** @returns whether the change is new here. */
  alert(cursor: number): boolean {
    if (this.at !== null && cursor <= this.at.cursor) return false;
    this.at = { ...this.at, cursor };
    return true;
  }

  /**
   * @returns whether changes are gone that this client never got: it must read the active alerts
   *   anew.
   */
  resumed({ cursor, stream, complete }: SocketResumed): boolean {
    if (complete) {
      // A client without the name of its stream learns it.
      this.at = { cursor: Math.max(cursor, this.at?.cursor ?? 0), stream };
      return false;
    }
    // Later changes count from here, also where the old cursor was higher: it was of another
    // stream.
    this.at = { cursor, stream };
    return true;
  }
}
