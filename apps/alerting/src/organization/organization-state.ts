import {
  assetMemorySchema,
  bindScan,
  bindingFits,
  compileRules,
  decideProgram,
  decideRetirement,
  decideWallTime,
  newAssetMemory,
  salvagedMemory,
  type AssetMemory,
  type Change,
  type Outside,
  type PeopleTimer,
  type RuleProgram,
  type ScanBinding,
} from '@eagle/alerts';
import type { AssetId, OrganizationConfig, OrganizationId, StreamIncarnation } from '@eagle/contracts/domain';
import type { JudgedStream, Positions, Resumption, StreamPosition } from '../alert-store.js';

/**
 * The state of one watched organization in memory: its rules and the engine state of each asset.
 */
export class OrganizationState {
  readonly organizationId: OrganizationId;
  /**
   * Messages up to here are in the engine states; after a restart they come again and are skipped.
   */
  scansPosition: number;
  predictionsPosition: number;
  /** The streams that these positions count in; null where unknown. */
  private readonly incarnations: Record<JudgedStream, StreamIncarnation | null>;
  readonly memories = new Map<string, AssetMemory>();
  /** Assets that changed since their state was last written. */
  readonly moved = new Set<string>();
  program: RuleProgram;
  private binding: ScanBinding | null = null;

  constructor(
    config: OrganizationConfig,
    resumption: Resumption,
    readonly outside: Outside,
  ) {
    this.organizationId = config.organizationId;
    this.program = compileRules(config);
    const { scans, predictions } = resumption.positions;
    this.scansPosition = scans.sequence;
    this.predictionsPosition = predictions.sequence;
    this.incarnations = { scans: scans.incarnation, predictions: predictions.incarnation };
    for (const memory of resumption.memories) this.memories.set(memory.assetId, memory);
  }

  memoryOf(assetId: AssetId): AssetMemory {
    const known = this.memories.get(assetId);
    if (known !== undefined) return known;
    const fresh = newAssetMemory(assetId);
    this.memories.set(assetId, fresh);
    return fresh;
  }

  bindingFor(tags: readonly string[], stateNames: readonly string[]): ScanBinding {
    if (this.binding === null || !bindingFits(this.binding, this.program, tags, stateNames)) {
      this.binding = bindScan(this.program, tags, stateNames);
    }
    return this.binding;
  }

  /** Applies a new configuration at once: removed rules and removed assets end their alerts. */
  configure(config: OrganizationConfig): Change[] {
    this.program = compileRules(config);
    const changes: Change[] = [];
    for (const memory of this.memories.values()) {
      const remains = this.program.assetNames.has(memory.assetId);
      const outcome = remains
        ? decideProgram(memory, this.program, this.outside)
        : decideRetirement(memory, this.program, this.outside);
      if (outcome.changes.length > 0) this.moved.add(memory.assetId);
      changes.push(...outcome.changes);
    }
    return changes;
  }

  /** Wall time has passed: due dates of people can pass while no rows come. */
  wake(timers?: readonly PeopleTimer[]): Change[] {
    const changes: Change[] = [];
    for (const memory of this.memories.values()) {
      const outcome = decideWallTime(memory, this.program, this.outside, timers);
      if (outcome.changes.length > 0) this.moved.add(memory.assetId);
      changes.push(...outcome.changes);
    }
    return changes;
  }

  /** Declares the stream that is followed: positions of another stream mean nothing in it. */
  goOnIn(stream: JudgedStream, incarnation: StreamIncarnation): void {
    if (this.incarnations[stream] === null) this.incarnations[stream] = incarnation;
    else this.beginAnewIn(stream, incarnation);
  }

  /**
   * The stream was recreated: positions without a stream name, or of another stream, mean nothing
   * in it.
   */
  beginAnewIn(stream: JudgedStream, incarnation: StreamIncarnation): void {
    if (this.incarnations[stream] === incarnation) return;
    this.incarnations[stream] = incarnation;
    this.forgetSequences(stream);
  }

  /**
   * Positions that were taken a while ago, adjusted to the present streams. Where a stream was
   * recreated since, the engine states may be ahead of its beginning, but not behind it.
   */
  holding(positions: Positions): Positions {
    const of = (stream: JudgedStream): StreamPosition => {
      const incarnation = this.incarnations[stream];
      const isSame = incarnation === null || incarnation === positions[stream].incarnation;
      return isSame ? positions[stream] : { incarnation, sequence: 0 };
    };
    return { scans: of('scans'), predictions: of('predictions') };
  }

  /** Advances the position in the stream and counts its rows. */
  private forgetSequences(stream: JudgedStream): void {
    if (stream === 'scans') this.scansPosition = 0;
    else this.predictionsPosition = 0;
    for (const memory of this.memories.values()) {
      if (stream === 'scans') memory.lastSequence = -1;
      else {
        memory.prediction.lastSequence = -1;
        memory.prediction.missing = [];
      }
    }
  }
}

/** A stored state, validated. Its rules are aligned with the program at the next row. */
export function restoreMemory(stored: unknown): AssetMemory {
  return { ...assetMemorySchema.parse(stored), revision: 0 };
}

/** Reads stored states. A state that cannot be read starts anew, so that it blocks no other. */
export function restoreMemories(
  rows: readonly { readonly assetId: AssetId; readonly state: unknown }[],
): Pick<Resumption, 'memories' | 'unreadable'> {
  const unreadable: AssetId[] = [];
  const memories = rows.map(({ assetId, state }) => {
    const parsed = assetMemorySchema.safeParse(state);
    if (parsed.success) return { ...parsed.data, revision: 0 };
    unreadable.push(assetId);
    return salvagedMemory(assetId, state);
  });
  return unreadable.length === 0 ? { memories } : { memories, unreadable };
}
