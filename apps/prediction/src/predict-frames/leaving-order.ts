import type { OrganizationId } from '@eagle/contracts/domain';

/** One frame's place in the line of its organization. */
export interface Place {
  /** Resolves when every frame before it has left or was let go. */
  readonly turn: Promise<void>;
  /** To be called whatever became of the frame; a second call changes nothing. */
  readonly leave: () => void;
}

/**
 * Lets the predictions of an organization leave in the order in which its frames came. Frames in flight overtake each other: one with rows to
 * explain takes longer than one without, and alerting passes over a prediction that comes after that of a later row. Bounded by the frames
 * in flight.
 */
export class LeavingOrder {
  /** Stays when everything has left: a Map in which entries come and go would keep what has long gone (see `InFlight` in messaging). */
  private readonly last = new Map<OrganizationId, PromiseWithResolvers<void>>();

  /** Takes the next place; call it before anything is awaited. */
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
