import type { TakeOverPause } from '@eagle/contracts/domain';

/** Why nothing is read now. */
export interface Paused {
  readonly reason: TakeOverPause;
  readonly code: string | null;
  readonly explanation: string;
  readonly sinceMs: number;
  readonly againAtMs: number;
}

/** A reason not to read, and for how long. */
export class Pause {
  constructor(
    readonly reason: TakeOverPause,
    readonly explanation: string,
    readonly forMs: number,
  ) {}
}
