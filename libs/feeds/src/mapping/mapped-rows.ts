import type { AssetId, RejectionReason } from '@eagle/contracts/domain';

/** One scan in canonical shape, made from a feed's rows. */
export interface MappedScan {
  readonly assetId: AssetId;
  /** Milliseconds since the epoch, UTC. */
  readonly eventTimeMs: number;
  /** When its first row was read, wall clock. */
  readonly readAtMs: number;
  /** In the order of `config.tags`; NaN where there is no usable value, booleans as 0/1. */
  readonly values: Float64Array;
  /** QUALITY codes, in the order of `config.tags`: good or missing so far. */
  readonly quality: Uint8Array;
  /**
   * Keys of the source rows it was made from (a fingerprint where the table has no key), comma
   * separated.
   */
  readonly rowKeys: string;
}

/** A row that cannot be used as a whole, for quarantine. */
export interface RejectedRow {
  readonly reason: RejectionReason;
  /** What exactly was wrong, with the offending text cut short. */
  readonly detail: string;
  /** The raw cells by column. */
  readonly cells: Readonly<Record<string, string | null>>;
}

/** The result of mapping some raw rows. */
export interface MappedRows {
  /** Of each asset in the order in which the source gave them. */
  readonly scans: MappedScan[];
  readonly rejected: RejectedRow[];
  /**
   * Rejected rows and unusable single values, by reason. Holds more than `rejected`: values are
   * counted, not quarantined.
   */
  readonly counts: Partial<Record<RejectionReason, number>>;
  /**
   * What was wrong with the first single value that could not be used and counts as missing; null
   * where all could.
   */
  readonly valueExample: string | null;
}
