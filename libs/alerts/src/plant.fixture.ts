import {
  alertIdSchema,
  assetIdSchema,
  componentNameSchema,
  modelVersionSchema,
  organizationConfigSchema,
  type OrganizationConfig,
} from '@eagle/contracts/domain';
import { assetMemorySchema, newAssetMemory, type AssetMemory } from './asset-memory.js';
import { wallInstant } from './clocks.js';
import { decideHeartbeat } from './decide-heartbeat.js';
import { decidePrediction } from './decide-prediction.js';
import { decideScan } from './decide-scan.js';
import type { PredictionRow } from './prediction-row.js';
import { bindScan, compileRules, type RuleProgram, type ScanBinding } from './rule-program.js';
import type { Change, Outcome, Outside } from './decision.js';

/** Start of event time in these tests. */
export const T0 = Date.UTC(2026, 0, 5, 6, 0, 0);
/** The wall clock in these tests. */
export const RECORDED_AT = wallInstant(Date.UTC(2026, 7, 1));

const ORGANIZATION = '6f1f4a52-9d0e-4a57-8e0b-0a4d5a1c0001';

/** A small furnace: one heated zone with its set value and a heater and a fan flag, a quench oil bath. */
export function furnaceConfig(changes: {
  revision?: number;
  rules?: readonly unknown[];
  alerts?: Record<string, number>;
  prediction?: Record<string, number | null>;
}): OrganizationConfig {
  return organizationConfigSchema.parse({
    organizationId: ORGANIZATION,
    slug: 'furnace',
    name: 'Furnace works',
    enabled: true,
    revision: changes.revision ?? 1,
    assets: [{ assetId: 'line-1', name: 'Line 1' }],
    tags: [
      { tag: 'pv', label: 'Zone 1', unit: '°C', type: 'number', role: 'present-value' },
      { tag: 'sv', label: 'Zone 1 set value', unit: '°C', type: 'number', role: 'set-value' },
      { tag: 'oil', label: 'Quench oil', unit: '°C', type: 'number', role: 'present-value' },
      { tag: 'heaterfail', label: 'Heater failure', type: 'boolean', role: 'flag' },
      { tag: 'fanfail', label: 'Fan failure', type: 'boolean', role: 'flag' },
    ],
    feed: null,
    mapping: null,
    rules: changes.rules ?? RULES,
    settings: {
      operatingStates: [],
      alerts: changes.alerts ?? {},
      prediction: { consecutiveMin: 3, ...changes.prediction },
    },
  });
}

export const DEVIATION = {
  id: 'zone-low',
  type: 'deviation',
  title: 'Zone 1 too cold',
  component: 'heater',
  kind: 'temperature',
  tag: 'pv',
  setValueTag: 'sv',
  direction: 'below',
  bands: [
    { severity: 'medium', from: 10 },
    { severity: 'critical', from: 40 },
  ],
  deadband: 2,
  onDelayMs: 5_000,
  offDelayMs: 3_000,
  states: ['running'],
  recommendedAction: 'Check the heater current.',
};
export const LIMIT = {
  id: 'oil-hot',
  type: 'limit',
  title: 'Quench oil too hot',
  component: 'oil',
  kind: 'temperature',
  tag: 'oil',
  side: 'high',
  bands: [{ severity: 'high', from: 80 }],
  deadband: 3,
};
export const HEATER_FLAG = {
  id: 'heater-flag',
  type: 'flag',
  title: 'Heater failed',
  component: 'heater',
  kind: 'trip',
  tag: 'heaterfail',
  severity: 'critical',
  recommendedAction: 'Replace the heater element.',
};
export const FAN_FLAG = {
  id: 'fan-flag',
  type: 'flag',
  title: 'Fan failed',
  component: 'fan',
  kind: 'trip',
  tag: 'fanfail',
  severity: 'high',
  standingAfterMs: 60_000,
};
export const NO_DATA = {
  id: 'silence',
  type: 'no-data',
  title: 'No data',
  component: 'feed',
  kind: 'no-data',
  severity: 'medium',
  afterMs: 30_000,
};
const RULES = [DEVIATION, LIMIT, HEATER_FLAG, FAN_FLAG, NO_DATA];

export const TAGS = ['pv', 'sv', 'oil', 'heaterfail', 'fanfail'] as const;
export const STATES = ['unknown', 'running', 'cooling'] as const;

/** Values of one scan; values that are not given are normal. */
export interface Values {
  pv?: number;
  sv?: number;
  oil?: number;
  heaterfail?: number;
  fanfail?: number;
  state?: (typeof STATES)[number];
}

/** One asset with its memory, fed by hand; remembers every change. */
export class Plant {
  memory: AssetMemory = newAssetMemory(assetIdSchema.parse('line-1'));
  program: RuleProgram;
  binding: ScanBinding;
  readonly changes: Change[] = [];
  private ids = 0;
  private scans = 0;
  private predictions = 0;

  constructor(config: OrganizationConfig = furnaceConfig({})) {
    this.program = compileRules(config);
    this.binding = bindScan(this.program, TAGS, STATES);
  }

  configure(config: OrganizationConfig): void {
    this.program = compileRules(config);
    this.binding = bindScan(this.program, TAGS, STATES);
  }

  readonly outside: Outside = {
    newAlertId: () =>
      alertIdSchema.parse(`00000000-0000-4000-8000-${String((this.ids += 1)).padStart(12, '0')}`),
    now: () => RECORDED_AT,
  };

  /** @param seconds event time after T0 */
  scan(seconds: number, values: Values = {}, sequence = (this.scans += 1)): readonly Change[] {
    const { pv = 880, sv = 880, oil = 64, heaterfail = 0, fanfail = 0, state = 'running' } = values;
    const row = {
      sequence,
      eventTimeMs: T0 + seconds * 1_000,
      readAtMs: T0 + seconds * 1_000 + 5,
      state: STATES.indexOf(state),
      values: Float64Array.of(pv, sv, oil, heaterfail, fanfail),
      offset: 0,
    };
    return this.note(decideScan(this.memory, this.binding, row, this.outside));
  }

  /** @param silentSeconds how long nothing has arrived; undefined: only event time counts */
  heartbeat(seconds: number, silentSeconds?: number): readonly Change[] {
    const silentMs = silentSeconds === undefined ? undefined : silentSeconds * 1_000;
    return this.note(
      decideHeartbeat(this.memory, this.program, T0 + seconds * 1_000, this.outside, silentMs),
    );
  }

  predict(
    seconds: number,
    probability: number,
    row: Partial<PredictionRow> & { named?: string } = {},
  ): readonly Change[] {
    return this.note(
      decidePrediction(
        this.memory,
        this.program,
        {
          sequence: (this.predictions += 1),
          eventTimeMs: T0 + seconds * 1_000,
          readAtMs: T0 + seconds * 1_000 + 5,
          flags: 0,
          probability,
          confidence: 0.9,
          component: componentNameSchema.parse(row.named ?? 'heater'),
          minutesLow: 5,
          minutesMedian: 7,
          minutesHigh: 10,
          factors: [],
          modelVersion: modelVersionSchema.parse('1.0.0'),
          ...row,
        },
        this.outside,
      ),
    );
  }

  /** Through JSON and back, as over a restart. */
  restart(): void {
    this.memory = assetMemorySchema.parse(JSON.parse(JSON.stringify(this.memory)));
  }

  note(outcome: Outcome): readonly Change[] {
    this.changes.push(...outcome.changes);
    return outcome.changes;
  }

  /** The changes that were sent, as `change component kind`. */
  reported(): string[] {
    return this.changes
      .filter(({ sent }) => sent)
      .map(({ change, alert }) => `${change} ${alert.component} ${alert.kind}`);
  }
}
