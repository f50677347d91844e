/** A real event in the simulated plant. It goes to a file for tests and never to the platform. */
export type TruthEntry = MachineTruth | SensorTruth;

/**
 * A machine fault: `developing` when it begins (with its planned trip), `moved` when its trip was
 * moved (either way), `tripped` when its flag rose, `repaired` when the component works again.
 */
export interface MachineTruth {
  readonly what: 'developing' | 'moved' | 'tripped' | 'repaired';
  /** The same for all entries of one fault. */
  readonly faultId: string;
  readonly asset: string;
  readonly component: string;
  readonly flag: string;
  /** Milliseconds since the epoch: when this entry holds from. */
  readonly atMs: number;
  readonly developingSinceMs: number;
  readonly tripsAtMs: number;
  /** Planned end of the repair; null until it has tripped. */
  readonly repairedAtMs: number | null;
}

/** A faulty sensor while the machine is healthy. */
export interface SensorTruth {
  readonly what: 'sensor-fault';
  readonly faultId: string;
  readonly asset: string;
  readonly tag: string;
  readonly kind: 'stuck' | 'spike' | 'dropout';
  readonly atMs: number;
  readonly endsAtMs: number;
}
