import type { OrganizationId } from '@eagle/contracts/domain';
import type { AlertPush } from '@eagle/contracts/socket';

/** Events in one page. */
export const PAGE_EVENTS_MAX = 256;
/** Most events in all pages together; the least recently used pages go first. About 2 KB each. */
const HELD_EVENTS_MAX = 8_192;

/**
 * The events of one organization in `(afterSequence, lastSequence]`. Streams only grow, so a page
 * never changes.
 */
export interface AlertPage {
  readonly afterSequence: number;
  readonly lastSequence: number;
  readonly pushes: readonly AlertPush[];
  /**
   * Events up to this sequence were gone from the stream when the page was read; 0 where nothing is
   * missing.
   */
  readonly missingUpTo: number;
}

/** Reads a page: at most `PAGE_EVENTS_MAX` events after a sequence, and none beyond another. */
export type ReadAlertPage = (
  organizationId: OrganizationId,
  range: { readonly afterSequence: number; readonly upToSequence: number },
) => Promise<AlertPage>;

interface HeldPage {
  readonly organizationId: OrganizationId;
  readonly afterSequence: number;
  page: AlertPage | null;
  reading: Promise<AlertPage>;
}

/**
 * Pages of the alert stream that many clients read at once. After a disturbance hundreds of phones
 * ask for nearly the same events, and each page is read once for all of them. A client may begin
 * anywhere; from the next page on it shares the pages of the others.
 */
export class AlertPages {
  /** The most recently used page comes last. There are few: the events in memory are bounded. */
  private held: HeldPage[] = [];

  constructor(private readonly read: ReadAlertPage) {}

  /**
   * @returns a page that holds the events right after `afterSequence`; it may begin earlier and end
   * beyond `upToSequence`.
   */
  async page(
    organizationId: OrganizationId,
    range: { readonly afterSequence: number; readonly upToSequence: number },
  ): Promise<AlertPage> {
    const { afterSequence } = range;
    const found = this.held.findLast(
      (held) =>
        held.organizationId === organizationId &&
        (held.page === null
          ? held.afterSequence === afterSequence
          : held.afterSequence <= afterSequence && afterSequence < held.page.lastSequence),
    );
    return found === undefined ? this.open(organizationId, range) : this.use(found);
  }

  private use(used: HeldPage): Promise<AlertPage> {
    this.held = [...this.held.filter((other) => other !== used), used];
    return used.reading;
  }

  private async open(
    organizationId: OrganizationId,
    range: { readonly afterSequence: number; readonly upToSequence: number },
  ): Promise<AlertPage> {
    const opened: HeldPage = {
      organizationId,
      afterSequence: range.afterSequence,
      page: null,
      reading: this.read(organizationId, range),
    };
    this.held.push(opened);
    try {
      opened.page = await opened.reading;
    } catch (error) {
      this.held = this.held.filter((other) => other !== opened);
      throw error;
    }
    this.makeRoom();
    return opened.page;
  }

  private makeRoom(): void {
    let events = 0;
    const kept: HeldPage[] = [];
    for (const held of this.held.toReversed()) {
      events += held.page?.pushes.length ?? 0;
      if (held.page === null || events <= HELD_EVENTS_MAX) kept.push(held);
    }
    this.held = kept.reverse();
  }
}
