import type {
  ComponentName,
  FlagRule,
  LimitRule,
  DeviationRule,
  NoDataRule,
  OrganizationConfig,
  OrganizationSettings,
  Rule,
  Severity,
  Tag,
} from '@eagle/contracts/domain';

export type ValueRule = DeviationRule | LimitRule | FlagRule;

interface Delays {
  readonly onDelayMs: number;
  readonly offDelayMs: number;
}

/**
 * A rule on values, brought to one form: its condition holds while a magnitude is at least the `from` of a band.
 * Magnitudes are distances for deviations, the value for high limits, the negated value for low limits, 0/1 for flags.
 */
export interface CompiledValueRule extends Delays {
  readonly index: number;
  readonly rule: ValueRule;
  readonly type: ValueRule['type'];
  /** Per band, worst (farthest) first. */
  readonly froms: Float64Array;
  readonly severities: readonly Severity[];
  readonly deadband: number;
  readonly direction: 'both' | 'above' | 'below';
  readonly standingAfterMs: number | null;
}

export interface CompiledNoDataRule extends Delays {
  readonly index: number;
  readonly rule: NoDataRule;
}

/** An organization's enabled rules and settings, compiled once per configuration revision. Immutable; share it between assets. */
export interface RuleProgram {
  readonly organizationId: OrganizationConfig['organizationId'];
  readonly revision: number;
  readonly settings: OrganizationSettings;
  /** Enabled rules; `CompiledValueRule.index` and `CompiledNoDataRule.index` refer to this list. */
  readonly rules: readonly Rule[];
  readonly valueRules: readonly CompiledValueRule[];
  readonly noDataRules: readonly CompiledNoDataRule[];
  readonly tags: ReadonlyMap<string, Tag>;
  readonly assetNames: ReadonlyMap<string, string>;
  /** What to do when a component is predicted to fail: the action of its flag rule, else of its first rule that has one. */
  readonly actions: ReadonlyMap<ComponentName, string>;
  /**
   * A decision is late when it comes this long after its event; null where the plant's clock is not
   * the wall clock.
   */
  readonly lateAfterMs: number | null;
}

/** A decision within this time is never late, however often the source is read. */
const LATE_AFTER_MS_MIN = 120_000;
/** Number of looks at the source that a row may miss before its decision is late. */
const LATE_AFTER_POLLS = 2;

/**
 * Compiles the enabled rules of an organization. Work is proportional to the configuration; compile
 * once per revision.
 */
export function compileRules(config: OrganizationConfig): RuleProgram {
  const rules = config.rules.filter((rule) => rule.enabled);
  const valueRules: CompiledValueRule[] = [];
  const noDataRules: CompiledNoDataRule[] = [];
  rules.forEach((rule, index) => {
    if (rule.type === 'no-data') {
      noDataRules.push({ index, rule, onDelayMs: rule.onDelayMs, offDelayMs: rule.offDelayMs });
    } else {
      valueRules.push(compileValueRule(rule, index));
    }
  });
  return {
    organizationId: config.organizationId,
    revision: config.revision,
    settings: config.settings,
    rules,
    valueRules,
    noDataRules,
    tags: new Map(config.tags.map((tag) => [tag.tag, tag])),
    assetNames: new Map(config.assets.map((asset) => [asset.assetId, asset.name])),
    actions: actionsByComponent(rules),
    lateAfterMs: lateAfterMsOf(config.feed),
  };
}

function lateAfterMsOf(feed: OrganizationConfig['feed']): number | null {
  if (feed?.clock !== 'wall') return null;
  return Math.max(LATE_AFTER_MS_MIN, LATE_AFTER_POLLS * feed.pollIntervalMs);
}

function compileValueRule(rule: ValueRule, index: number): CompiledValueRule {
  const sign = rule.type === 'limit' && rule.side === 'low' ? -1 : 1;
  const bands =
    rule.type === 'flag'
      ? [{ severity: rule.severity, from: 0.5 }]
      : rule.bands
          .map(({ severity, from }) => ({ severity, from: sign * from }))
          .sort((a, b) => b.from - a.from);
  return {
    index,
    rule,
    type: rule.type,
    froms: Float64Array.from(bands, (band) => band.from),
    severities: bands.map((band) => band.severity),
    deadband: rule.type === 'flag' ? 0 : rule.deadband,
    direction: rule.type === 'deviation' ? rule.direction : sign < 0 ? 'below' : 'above',
    standingAfterMs: rule.type === 'flag' ? rule.standingAfterMs : null,
    onDelayMs: rule.onDelayMs,
    offDelayMs: rule.offDelayMs,
  };
}

function actionsByComponent(rules: readonly Rule[]): Map<ComponentName, string> {
  const actions = new Map<ComponentName, string>();
  const byFlagFirst = [...rules].sort((a, b) => Number(b.type === 'flag') - Number(a.type === 'flag'));
  for (const rule of byFlagFirst) {
    if (rule.recommendedAction !== '' && !actions.has(rule.component)) {
      actions.set(rule.component, rule.recommendedAction);
    }
  }
  return actions;
}

/** Where a rule program finds its tags and operating states in scans of one layout. */
export interface ScanBinding {
  readonly program: RuleProgram;
  readonly tags: readonly string[];
  readonly stateNames: readonly string[];
  /** Column of the rule's tag, by position in `program.valueRules`; -1 where scans do not carry it. */
  readonly columns: Int32Array;
  /** Column of the set value; -1 where there is none. */
  readonly setColumns: Int32Array;
  /** By state index: whether each rule of `program.rules` is judged in it. */
  readonly judged: readonly Uint8Array[];
  /** Index of the state without a match, -1 when the layout has none. */
  readonly unknownState: number;
}

/**
 * Binds a program to the tags and states that scans carry. Cheap, but bind once per layout: check
 * {@link bindingFits} first.
 */
export function bindScan(
  program: RuleProgram,
  tags: readonly string[],
  stateNames: readonly string[],
): ScanBinding {
  const columnOf = new Map(tags.map((tag, column) => [tag, column]));
  return {
    program,
    tags,
    stateNames,
    columns: Int32Array.from(program.valueRules, ({ rule }) => columnOf.get(rule.tag) ?? -1),
    setColumns: Int32Array.from(program.valueRules, ({ rule }) =>
      rule.type === 'deviation' ? (columnOf.get(rule.setValueTag) ?? -1) : -1,
    ),
    judged: stateNames.map((state) => judgedIn(program, state)),
    unknownState: stateNames.indexOf('unknown'),
  };
}

/** The rules of `program.rules` that are judged in a state, as 0/1. */
export function judgedIn(program: RuleProgram, state: string): Uint8Array {
  return Uint8Array.from(program.rules, ({ states }) =>
    states.length === 0 || states.includes(state) ? 1 : 0,
  );
}

/** Whether a binding was made for this program and this layout. */
export function bindingFits(
  binding: ScanBinding,
  program: RuleProgram,
  tags: readonly string[],
  stateNames: readonly string[],
): boolean {
  return (
    binding.program === program && sameTexts(binding.tags, tags) && sameTexts(binding.stateNames, stateNames)
  );
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}
