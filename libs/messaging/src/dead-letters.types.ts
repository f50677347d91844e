import type { OrganizationId } from '@eagle/contracts/domain';
import type { PublishReceipt } from './publish-receipt.types.js';

export interface DeadLetter {
  /** Position in the dead letter stream; `replay` takes it as the id. */
  readonly sequence: number;
  /** Null where the subject named no organization. */
  readonly organizationId: OrganizationId | null;
  readonly noun: string;
  readonly originalSubject: string;
  readonly originalSequence: number;
  readonly consumer: string;
  /** Code of the error, for example `BUS.WRONG_TENANT`. */
  readonly code: string;
  readonly reason: string;
  readonly deliveries: number;
  readonly storedAtMs: number;
  readonly payload: Uint8Array;
}

export interface DeadLetterCount {
  readonly organizationId: OrganizationId;
  readonly noun: string;
  readonly count: number;
}

export interface DeadLetters {
  /** Oldest first. `organizationId` absent: all organizations. `afterSequence`: the next page. */
  list(query: {
    readonly organizationId?: string;
    /** First token of the subject that they came on; absent: any. */
    readonly noun?: string;
    readonly afterSequence?: number;
    readonly limit: number;
  }): Promise<DeadLetter[]>;
  /** How many of one kind are stored for an organization now. */
  count(query: { readonly organizationId: string; readonly noun: string }): Promise<number>;
  /**
   * How many are stored now, by organization and first token of the subject that they came on. Those
   * whose subject names no organization are left out.
   */
  counts(): Promise<readonly DeadLetterCount[]>;
  /** Null: it does not exist, or no longer exists. */
  get(sequence: number): Promise<DeadLetter | null>;
  /**
   * Publishes it again on the subject that it came on; only the writer of that subject may. The
   * letter stays, as evidence, until it expires.
   * @throws AppError `BUS.DEAD_LETTER_NOT_FOUND` (not-found), also for the letter of another
   * organization; `BUS.DEAD_LETTER_NO_MESSAGE` (conflict): a row of a source, or a message whose
   * subject names no organization.
   */
  replay(organizationId: OrganizationId, sequence: number): Promise<PublishReceipt>;
}
