import type { OrganizationId } from '@eagle/contracts/domain';

/** The place of one frame in the queue of its organization. */
export interface Place {
  /** Resolves when every earlier frame has left or was dropped. */
  readonly turn: Promise<void>;
  /** Call it whatever the outcome of the frame; a second call changes nothing. */
  readonly leave: () => void;
}

/**
 * Keeps the predictions of an organization in the order in which its frames came. Frames in flight
 * overtake each other: a frame with rows to explain takes longer than one without, and alerting
 * skips a prediction that comes after one for a later row. The number of frames in flight limits
 * the queue.
 */
export class LeavingOrder {
  /**
   * Stays when everything has left: a Map with frequent insertions and deletions would keep removed
   * entries in memory (see `InFlight` in messaging).
   */
  private readonly last = new Map<OrganizationId, PromiseWithResolvers<void>>();

  /** Takes the next place; call it before the first await. */
  take(organizationId: OrganizationId): Place {
    const before = this.last.get(organizationId);
    const left = Promise.withResolvers<void>();
    this.last.set(organizationId, left);
    const turn = before?.promise ?? Promise.resolve();
    return { turn, leave: () => void turn.then(left.resolve) };
  }

  forget(organizationId: OrganizationId): void {
    this.last.delete(organizationId);
  }
}
