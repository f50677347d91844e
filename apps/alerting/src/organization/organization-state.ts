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

/** All that is known of one organization while it is being watched: its rules and the memory of each of its assets. */
export class OrganizationState {
  readonly organizationId: OrganizationId;
  /** Messages up to here are in the memories; they come again after a restart and are left out. */
  scansPosition: number;
  predictionsPosition: number;
  /** Of the streams in which these count; null where it is not known. */
  private readonly incarnations: Record<JudgedStream, StreamIncarnation | null>;
  readonly memories = new Map<string, AssetMemory>();
  /** Assets whose memory moved since it was last written down. */
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

  /** Puts a new configuration in force at once: rules that went let go of their alerts, assets that went clear theirs. */
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

  /** Wall time went on: what people owe comes due, also while nothing comes. */
  wake(timers?: readonly PeopleTimer[]): Change[] {
    const changes: Change[] = [];
    for (const memory of this.memories.values()) {
      const outcome = decideWallTime(memory, this.program, this.outside, timers);
      if (outcome.changes.length > 0) this.moved.add(memory.assetId);
      changes.push(...outcome.changes);
    }
    return changes;
  }

  /** This is the stream that is followed: what is remembered of another one says nothing about it. */
  goOnIn(stream: JudgedStream, incarnation: StreamIncarnation): void {
    if (this.incarnations[stream] === null) this.incarnations[stream] = incarnation;
    else this.beginAnewIn(stream, incarnation);
  }

  /** The stream began anew: what is remembered without a name, or of another one, says nothing about it. */
  beginAnewIn(stream: JudgedStream, incarnation: StreamIncarnation): void {
    if (this.incarnations[stream] === incarnation) return;
    this.incarnations[stream] = incarnation;
    this.forgetSequences(stream);
  }

  /**
   * Positions that were taken a while ago, as they hold for the memories now: where a stream began anew since, the memories may be ahead of
   * its beginning, but not behind it.
   */
  holding(positions: Positions): Positions {
    const of = (stream: JudgedStream): StreamPosition => {
      const incarnation = this.incarnations[stream];
      const isSame = incarnation === null || incarnation === positions[stream].incarnation;
      return isSame ? positions[stream] : { incarnation, sequence: 0 };
    };
    return { scans: of('scans'), predictions: of('predictions') };
  }

  /** Of the stream, and of the rows in it. */
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

/** A stored memory, checked; its rules are aligned to the program again with the next row. */
export function restoreMemory(stored: unknown): AssetMemory {
  return { ...assetMemorySchema.parse(stored), revision: 0 };
}

/** Stored memories. One that cannot be read begins anew, so that it holds up no other. */
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
