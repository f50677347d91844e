import { randomUUID } from 'node:crypto';
import {
  bindScan,
  compileRules,
  decideScan,
  newAssetMemory,
  wallInstant,
  type AssetMemory,
  type ScanBinding,
} from '@eagle/alerts';
import { alertIdSchema, type AssetId, type OrganizationConfig } from '@eagle/contracts/domain';
import type { TagTable } from '@eagle/features';
import type { RuleEpisode } from '@eagle/models';

/** The alarms are not recorded: nobody saw them. */
const outside = { newAlertId: () => alertIdSchema.parse(randomUUID()), now: () => wallInstant(0) };

/**
 * Finds the times at which the organization's own rules would have raised alarms over a history, by
 * the code of the live path. A model has to do better.
 */
export class RuleAlarms {
  private readonly binding: ScanBinding;
  private readonly memories = new Map<AssetId, AssetMemory>();
  private readonly open = new Map<string, { assetId: AssetId; raisedMs: number; endsMs: number }>();
  private readonly found: RuleEpisode[] = [];
  private readonly rules: number;

  /** @param stateNames  Operating states in the order of the indices given to `add`. */
  constructor(config: OrganizationConfig, table: TagTable, stateNames: readonly string[]) {
    const program = compileRules(config);
    this.rules = program.rules.length;
    this.binding = bindScan(program, table.names, stateNames);
  }

  /**
   * Adds one scan; the scans of each asset must come in order of time.
   * @param values  In tag table order; NaN = missing.
   */
  add(assetId: AssetId, eventTimeMs: number, state: number, values: Float64Array): void {
    if (this.rules === 0) return;
    const memory = this.memories.get(assetId) ?? this.meet(assetId);
    const row = {
      sequence: memory.lastSequence + 1,
      eventTimeMs,
      readAtMs: eventTimeMs,
      state,
      values,
      offset: 0,
    };
    for (const { change, alert } of decideScan(memory, this.binding, row, outside).changes) {
      // A chattering alarm that stays, or is followed by another rule, is reported again: it is
      // still the same alarm.
      if ((change === 'raised' || change === 'reactivated') && !this.open.has(alert.id)) {
        const episode = { assetId, raisedMs: eventTimeMs, endsMs: Infinity };
        this.open.set(alert.id, episode);
        this.found.push(episode);
      } else if (change === 'cleared' || change === 'resolved') {
        const episode = this.open.get(alert.id);
        if (episode !== undefined) episode.endsMs = eventTimeMs;
        this.open.delete(alert.id);
      }
    }
  }

  /** Every alarm so far; null where the organization has no rules. */
  episodes(): readonly RuleEpisode[] | null {
    return this.rules === 0 ? null : this.found;
  }

  private meet(assetId: AssetId): AssetMemory {
    const memory = newAssetMemory(assetId);
    this.memories.set(assetId, memory);
    return memory;
  }
}
