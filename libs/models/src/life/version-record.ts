import type { LeftService, ModelAction, ModelState, ModelVersion } from '@eagle/contracts/domain';

/** The facts of a version that decisions about it need. */
export interface VersionRecord {
  readonly version: ModelVersion;
  readonly state: ModelState;
  /** Why it is in this state, in one sentence; for a refused version, the gate's reason. */
  readonly stateReason: string;
  /** Whether the gate refused it at registration, regardless of later changes. */
  readonly refusedByGate: boolean;
  readonly createdAtMs: number;
  /** When it last ceased to be the champion; null: it never was, or is. */
  readonly servedUntilMs: number | null;
  /** How it last ceased to be the champion. */
  readonly leftService: LeftService | null;
}

/** One version goes from one state to another. */
export interface Step {
  readonly version: ModelVersion;
  readonly from: ModelState;
  readonly to: ModelState;
  readonly action: ModelAction;
  readonly reason: string;
  /** Put into service although the gate had refused it or it had failed. */
  readonly override: boolean;
  /** Set where the step takes the champion out of service. */
  readonly leftService: LeftService | null;
}

/** All steps of one change: applied together or not at all. */
export interface Change {
  readonly steps: readonly Step[];
  /** The version that serves afterwards; null: rules only. */
  readonly champion: ModelVersion | null;
  /** The version that runs in shadow afterwards. */
  readonly shadow: ModelVersion | null;
}
