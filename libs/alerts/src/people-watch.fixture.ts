import {
  ALERT_ACTIONS,
  userIdSchema,
  type AlertAction,
  type Rule,
  type Severity,
} from '@eagle/contracts/domain';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decideProgram } from './adopt-program.js';
import type { Episode } from './asset-memory.js';
import { decideAction } from './decide-action.js';
import { EVERY_ACTION } from './every-action.fixture.js';
import { LIMIT, NO_DATA, HEATER_FLAG, Plant, T0, furnaceConfig, type Values } from './plant.fixture.js';
import { isWorse } from './severity.js';
import type { Change } from './decision.js';
import { wallInstant } from './clocks.js';

const USER = userIdSchema.parse('6f1f4a52-9d0e-4a57-8e0b-0a4d5a1c00aa');
const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

export type Step =
  | { what: 'scan'; seconds: number; values: Values }
  | { what: 'predict'; seconds: number; probability: number; minutes: number; named: string }
  | { what: 'silence'; seconds: number }
  | { what: 'act'; seconds: number; which: number; action: AlertAction }
  | { what: 'rules'; mild: Severity; second: Severity | null; title: string }
  | { what: 'restart' };

const seconds = fc.integer({ min: 1, max: 60 });
const acts: fc.Arbitrary<AlertAction> = fc.constantFrom(...EVERY_ACTION);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('scan' as const),
      seconds,
      values: fc.record({
        oil: fc.constantFrom(20, 60, 60, 99),
        pv: fc.constantFrom(880, 880, 950),
        heaterfail: fc.constantFrom(0, 0, 1),
      }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('predict' as const),
      seconds,
      probability: fc.constantFrom(0.1, 0.86, 0.99),
      minutes: fc.constantFrom(2, 60),
      named: fc.constantFrom('heater', 'heater', 'oil'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('silence' as const), seconds }) },
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('act' as const), seconds, which: fc.nat(5), action: acts }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('rules' as const),
      mild: fc.constantFrom(...SEVERITIES),
      second: fc.option(fc.constantFrom(...SEVERITIES)),
      title: fc.constantFrom('Oil hot', 'Oil above its mark'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('restart' as const) }) },
);

const rulesOf = (mild: Severity, second: Severity | null, title: string): unknown[] => [
  {
    ...LIMIT,
    title,
    deadband: 0,
    bands: [
      { severity: mild, from: 50 },
      { severity: 'critical', from: 90 },
    ],
  },
  ...(second === null
    ? []
    : [{ ...LIMIT, id: 'second', title: 'Second', tag: 'pv', bands: [{ severity: second, from: 900 }] }]),
  { ...HEATER_FLAG, severity: 'medium' },
  { ...NO_DATA, afterMs: 40_000 },
];

/** Identity of a standing condition: a rule, or the prediction of one component. */
export type Condition = string;
interface Seen {
  readonly worst: Severity;
  /**
   * Event second at which a resolved condition no longer counts as done; Infinity: while the
   * condition stands.
   */
  readonly untilSecond: number;
  /** A person ended its alert: it must not be shown. */
  readonly isEnded: boolean;
}

/**
 * Slow and obvious: the standing conditions come from the judging half of the memory, which has
 * separate tests; this model records, from the outside, what people have seen of them.
 */
export class Watch {
  readonly plant = new Plant(
    furnaceConfig({ rules: rulesOf('low', 'low', 'Oil hot'), prediction: { consecutiveMin: 2 } }),
  );
  private readonly seen = new Map<Condition, Seen>();
  private revision = 1;
  private second = 0;

  standing(): Map<Condition, Severity> {
    const { memory, program } = this.plant;
    const standing = new Map<Condition, Severity>();
    for (const { ruleId, phase, announcedBand } of memory.rules) {
      if (phase !== 'active' && phase !== 'leaving') continue;
      const rule = program.rules.find(({ id }) => id === ruleId);
      if (rule !== undefined) standing.set(ruleId, severityOf(rule, announcedBand));
    }
    const { component, severity } = memory.prediction;
    if (component !== null) standing.set(`prediction of ${component}`, severity);
    return standing;
  }

  episodeOf(condition: Condition): Episode {
    const found = this.plant.memory.episodes.find((episode) => conditionsOf(episode).includes(condition));
    assert.ok(found, `${condition} stands behind an alert`);
    return found;
  }

  isUnseen(condition: Condition, severity: Severity): boolean {
    const seen = this.seen.get(condition);
    return seen === undefined || isWorse(severity, seen.worst);
  }

  isEnded(condition: Condition, severity: Severity): boolean {
    return !this.isUnseen(condition, severity) && this.seen.get(condition)?.isEnded === true;
  }

  /** Conditions that people have not seen. */
  unseen(): Map<Condition, Severity> {
    return new Map(
      [...this.standing()].filter(([condition, severity]) => this.isUnseen(condition, severity)),
    );
  }

  /** @returns what the step changed */
  take(each: Step): readonly Change[] {
    if ('seconds' in each) this.second += each.seconds;
    const changes = this.carryOut(each);
    const standing = this.standing();
    const judgesTime = each.what === 'scan' || each.what === 'silence';
    for (const [condition, { untilSecond }] of this.seen) {
      const isOver = judgesTime && this.second >= untilSecond;
      if (!standing.has(condition) || isOver) this.seen.delete(condition);
    }
    // A condition that became worse after its alert was ended has a new alert, whatever happens to
    // that one.
    for (const [condition, severity] of standing)
      if (this.seen.get(condition)?.isEnded === true && this.isUnseen(condition, severity))
        this.seen.delete(condition);
    return changes;
  }

  private get atMs(): number {
    return T0 + this.second * 1_000;
  }

  private carryOut(each: Step): readonly Change[] {
    const { plant, second } = this;
    switch (each.what) {
      case 'scan':
        return plant.scan(second, each.values);
      case 'predict':
        return plant.predict(second, each.probability, { minutesMedian: each.minutes, named: each.named });
      case 'silence':
        return plant.heartbeat(second);
      case 'restart':
        plant.restart();
        plant.memory = { ...plant.memory, revision: 0 };
        return [];
      case 'rules': {
        const rules = rulesOf(each.mild, each.second, each.title);
        plant.configure(
          furnaceConfig({ revision: (this.revision += 1), rules, prediction: { consecutiveMin: 2 } }),
        );
        return plant.note(decideProgram(plant.memory, plant.program, plant.outside));
      }
      case 'act':
        return this.act(each.which, each.action);
    }
  }

  private act(which: number, action: AlertAction): readonly Change[] {
    const { plant } = this;
    const alerts = plant.memory.episodes
      .map(({ alert }) => alert)
      .filter(({ resolvedAt }) => resolvedAt === null);
    const alert = alerts[which % Math.max(1, alerts.length)];
    if (alert === undefined) return [];
    const { deduplicationWindowMs } = plant.program.settings.alerts;
    const { change, ends } = ALERT_ACTIONS[action.action];
    const untilSecond = ends === 'for-a-window' ? this.second + deduplicationWindowMs / 1_000 : Infinity;
    for (const [condition, severity] of this.standing()) {
      // A step without a change shows people nothing.
      if (change === null) break;
      if (this.episodeOf(condition).alert.id !== alert.id) continue;
      const worst = this.seen.get(condition)?.worst ?? severity;
      this.seen.set(condition, {
        worst: isWorse(severity, worst) ? severity : worst,
        untilSecond,
        isEnded: ends !== null,
      });
    }
    return plant.note(
      decideAction(plant.memory, alert, plant.program, {
        action,
        userId: USER,
        atMs: this.atMs,
        actedAtMs: wallInstant(this.atMs),
      }),
    );
  }
}

function severityOf(rule: Rule, band: number): Severity {
  if (!('bands' in rule)) return rule.severity;
  const worstFirst = [...rule.bands].sort((a, b) => b.from - a.from);
  return worstFirst[band]?.severity ?? 'low';
}

export const conditionsOf = ({ causes, alert }: Episode): Condition[] =>
  causes.map(({ ruleId }) => ruleId ?? `prediction of ${alert.component}`);

/** Runs the steps and passes on the state before and the changes of each. */
export function watchAll(
  all: readonly Step[],
  look: (
    watch: Watch,
    before: { episodes: readonly Episode[]; unseen: Map<Condition, Severity> },
    changes: readonly Change[],
  ) => void,
): void {
  const watch = new Watch();
  for (const each of all) {
    const before = { episodes: structuredClone(watch.plant.memory.episodes), unseen: watch.unseen() };
    look(watch, before, watch.take(each));
  }
}

export const steps = fc.array(step, { maxLength: 60 });
