import type { RejectionReason } from '@eagle/contracts/domain';
import type { Texts } from '../texts/index.js';

/** Each name is the reason; a reason without an entry does not compile. */
const KNOWN: Readonly<Record<RejectionReason, true>> = {
  'key-missing': true,
  'time-missing': true,
  'time-unreadable': true,
  'time-in-future': true,
  'too-late': true,
  'asset-unknown': true,
  'asset-missing': true,
  'all-values-missing': true,
  'value-not-a-number': true,
  'value-not-finite': true,
  'tag-unknown': true,
  'code-missing': true,
  'code-unknown': true,
  quota: true,
};

const isReason = (text: string): text is RejectionReason => Object.hasOwn(KNOWN, text);

/** Why a row, or one value of it, could not be used. */
export const REJECTION_REASONS: readonly RejectionReason[] = Object.keys(KNOWN).filter(isReason);

/** An address can name anything. */
export const rejectionReasonOf = (text: string | undefined): RejectionReason | null =>
  text !== undefined && isReason(text) ? text : null;

/** A reason of a newer platform has no words here, and is shown as it is. */
export const rejectionText = (reason: string, t: Texts['t']): string =>
  isReason(reason) ? t(`feeds.reason.${reason}`) : reason;
