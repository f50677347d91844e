import {
  type ConfigInput,
  type ConfigView,
  distinctNames,
  type FeedInput,
  isName,
  isTaken,
  type Mapped,
  type Rule,
  type TableReading,
  tagNameOf,
  type TemplateData,
  valueTypeOf,
} from '../../plant-source/index.js';

type Settings = ConfigView['settings'];
type MappingInput = NonNullable<ConfigInput['mapping']>;
export type AssetInput = ConfigInput['assets'][number];

/** The plant runs while a tag is at least so high. */
export interface RunningWhile {
  readonly tag: string;
  readonly atLeast: number;
}

/** All that the steps of the wizard decided about a plant. */
export interface PlantChoices {
  readonly table: string;
  readonly reading: TableReading;
  readonly zone: string;
  readonly assets: readonly AssetInput[];
  readonly signals: readonly Mapped[];
  readonly running: RunningWhile | null;
  readonly template: TemplateData | null;
  /** Median distance of two scans, as the dry run measured it; null: not yet. */
  readonly scanPeriodMs: number | null;
}

/** The parts of a configuration that follow from the choices. */
export interface ConfiguredPlant {
  readonly assets: AssetInput[];
  readonly tags: ConfigInput['tags'];
  readonly mapping: MappingInput;
  /** Names at the source, in the order of `tags` and of the mapping: a pointer leads to a row. */
  readonly sources: readonly string[];
}

const RUNNING = 'running';
const STOPPED = 'stopped';
const HOUR_MS = 3_600_000;
const STANDING_AFTER_MS = 12 * HOUR_MS;
const OFF_DELAY_MS = 10_000;
const DEBOUNCE_MS = 3_000;
const NO_DATA_AFTER_MS_MIN = 30_000;
const NO_DATA_AFTER_PERIODS = 10;
const RULE_TITLE_CHARACTERS_MAX = 160;

export function configuredPlant({ table, reading, zone, assets, signals }: PlantChoices): ConfiguredPlant {
  const taken = signals.filter(isTaken);
  const names = new Set(taken.map(({ tag }) => tag));
  return {
    assets: [...assets],
    tags: taken.map((signal) => ({
      ...{ tag: signal.tag, label: signal.label, unit: signal.unit },
      type: valueTypeOf(signal.role, signal.type),
      role: signal.role === 'failure' ? 'flag' : tagRole(signal),
      component: signal.component === '' ? null : signal.component,
      setValueTag: signal.setValueTag !== null && names.has(signal.setValueTag) ? signal.setValueTag : null,
      // A limit bit gives the answer away.
      modelInput: signal.role !== 'limit-flag',
    })),
    mapping: {
      table,
      keyColumn: reading.keyColumn,
      timeColumn: reading.timeColumn ?? '',
      timeZone: zone,
      source: sourceOf(reading, assets, taken),
    },
    sources: taken.map(({ source }) => source),
  };
}

function tagRole({ role }: Mapped): 'present-value' | 'set-value' | 'flag' | 'limit-flag' | 'other' {
  return role === 'failure' ? 'flag' : role === 'left-out' ? 'other' : role;
}

function sourceOf(
  reading: TableReading,
  assets: readonly AssetInput[],
  taken: readonly Mapped[],
): MappingInput['source'] {
  const { layout, assetColumn, tagColumn, valueColumn, qualityColumn } = reading;
  if (layout === 'long') {
    return {
      ...{ layout, qualityColumn },
      ...{ assetColumn: assetColumn ?? '', tagColumn: tagColumn ?? '', valueColumn: valueColumn ?? '' },
      tags: taken.map(({ source, tag }) => ({ sourceTag: source, tag })),
    };
  }
  const [only] = assets;
  return {
    layout,
    asset: assetColumn === null ? { assetId: only?.assetId ?? '' } : { column: assetColumn },
    columns: taken.map(({ source, tag }) => ({ column: source, tag })),
  };
}

/** Operating states in which the plant can be tried and predicted. */
export function operatingStatesOf({ running, template, signals }: PlantChoices): Settings['operatingStates'] {
  if (running !== null) {
    const { tag, atLeast: value } = running;
    const condition = { tag, minusTag: null, absolute: false, value };
    return [
      { state: RUNNING, all: [{ ...condition, op: '>=' }] },
      { state: STOPPED, all: [{ ...condition, op: '<' }] },
    ];
  }
  const names = new Set(signals.filter(isTaken).map(({ tag }) => tag));
  const has = (tag: string | null): boolean => tag === null || names.has(tag);
  return (template?.settings.operatingStates ?? []).filter(({ all }) =>
    all.every(({ tag, minusTag }) => has(tag) && has(minusTag)),
  );
}

/** Settings of the organization: those of the template, with what this plant's rows say. */
export function settingsOf(choices: PlantChoices, present: Settings): Settings {
  const { zone, scanPeriodMs, template, signals } = choices;
  const basis = template?.settings ?? present;
  const operatingStates = operatingStatesOf(choices);
  const states = new Set(operatingStates.map(({ state }) => state));
  const failing = signals.filter(({ role }) => role === 'failure');
  return {
    ...basis,
    timeZone: zone,
    scanPeriodMs: scanPeriodMs === null ? basis.scanPeriodMs : roundedPeriodMs(scanPeriodMs),
    operatingStates,
    predictInStates:
      choices.running === null ? basis.predictInStates.filter((state) => states.has(state)) : [RUNNING],
    failures: {
      ...basis.failures,
      tags: failing.map(({ tag, component }) => ({ tag, component, debounceMs: DEBOUNCE_MS })),
    },
  };
}

/** Rules of the template that this plant can have, an alert for each failure flag, and one for silence. */
export function rulesOf(choices: PlantChoices, settings: Settings): Rule[] {
  const names = new Set(choices.signals.filter(isTaken).map(({ tag }) => tag));
  const states = new Set(settings.operatingStates.map(({ state }) => state));
  const kept = (choices.template?.rules ?? []).filter(
    (rule) =>
      rule.states.every((state) => states.has(state)) &&
      (rule.type === 'no-data' || names.has(rule.tag)) &&
      (rule.type !== 'deviation' || names.has(rule.setValueTag)),
  );
  const alarmed = new Set(kept.flatMap((rule) => (rule.type === 'flag' ? [rule.tag] : [])));
  const failing = choices.signals.filter(({ role, tag }) => role === 'failure' && !alarmed.has(tag));
  const silence = kept.some(({ type }) => type === 'no-data') ? [] : [noDataRule(settings.scanPeriodMs)];
  const taken = new Set(kept.map(({ id }) => id));
  return [...kept, ...[...failing.map(failureRule), ...silence].filter(({ id }) => !taken.has(id))];
}

/** Rules of the template that name a tag or a state which this plant does not have. */
export function rulesLeftOut({ template }: PlantChoices, rules: readonly Rule[]): number {
  const kept = new Set(rules.map(({ id }) => id));
  return (template?.rules ?? []).filter(({ id }) => !kept.has(id)).length;
}

const COMMON = { enabled: true, onDelayMs: 0, offDelayMs: OFF_DELAY_MS, states: [], recommendedAction: '' };

function failureRule({ tag, label, component }: Mapped): Rule {
  const title = (label === '' ? tag : label).slice(0, RULE_TITLE_CHARACTERS_MAX);
  return {
    ...COMMON,
    ...{ id: tag, type: 'flag', title, component, kind: 'failure', tag },
    ...{ severity: 'high', standingAfterMs: STANDING_AFTER_MS },
  };
}

function noDataRule(scanPeriodMs: number): Rule {
  return {
    ...COMMON,
    ...{ id: 'no-data', type: 'no-data', title: 'No data', component: 'scada-feed', kind: 'no-data' },
    ...{ severity: 'high', afterMs: Math.max(NO_DATA_AFTER_MS_MIN, NO_DATA_AFTER_PERIODS * scanPeriodMs) },
  };
}

/** Clocks of sources jitter: 1 002 ms is a second, 9 987 ms are ten. */
function roundedPeriodMs(ms: number): number {
  return Math.max(1, Math.round(Number(ms.toPrecision(2))));
}

/** Assets of the names that the table holds. */
export function assetsOfNames(names: readonly string[]): AssetInput[] {
  const ids = distinctNames(names.map((name) => (isName(name) ? name : tagNameOf(name, '-'))));
  return names.map((name, at) => ({ assetId: ids[at] ?? name, name }));
}

/** The feed and everything else, saved in one act. */
export function wholeConfig(choices: PlantChoices, present: Settings, feed: FeedInput): ConfigInput {
  const { assets, tags, mapping } = configuredPlant(choices);
  const settings = settingsOf(choices, present);
  return { assets, tags, mapping, feed, settings, rules: rulesOf(choices, settings) };
}
