export interface HistorySearch {
  /** The revision whose differences are shown. */
  readonly revision?: number;
  /** What it is compared with: the one before it, or what is in force. */
  readonly against?: 'before' | 'now';
}
