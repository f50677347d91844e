import { ruleSchema, type Rule } from '@eagle/contracts/domain';
import { z } from 'zod';
import { FURNACE_PARTS } from '../furnace/furnace-design.js';

type RuleInput = z.input<typeof ruleSchema>;

const HOUR_MS = 3_600_000;
const RUNNING = ['running'];

const DEVIATIONS: readonly RuleInput[] = [
  zoneDeviation('hz1', 'hardening-zone-1-heater', 'Hardening zone 1'),
  zoneDeviation('hz2', 'hardening-zone-2-heater', 'Hardening zone 2'),
  zoneDeviation('tz1', 'tempering-zone-1-heater', 'Tempering zone 1'),
  zoneDeviation('tz2', 'tempering-zone-2-heater', 'Tempering zone 2'),
];

function zoneDeviation(zone: string, component: string, name: string): RuleInput {
  return {
    id: `${zone}-deviation`,
    type: 'deviation',
    title: `${name} is off its set value`,
    component,
    kind: 'deviation',
    tag: `${zone}pv`,
    setValueTag: `${zone}sv`,
    bands: [
      { severity: 'medium', from: 10 },
      { severity: 'high', from: 20 },
      { severity: 'critical', from: 40 },
    ],
    deadband: 2,
    onDelayMs: 15_000,
    offDelayMs: 60_000,
    states: RUNNING,
    recommendedAction: `Check power, contactors and thermocouple of ${name.toLowerCase()}; hold new charges until it recovers.`,
  };
}

const PROCESS: readonly RuleInput[] = [
  {
    id: 'oil-temperature',
    type: 'limit',
    title: 'Quench oil is too hot',
    component: 'oil-system',
    kind: 'limit',
    tag: 'oilpv',
    side: 'high',
    bands: [
      { severity: 'high', from: 80 },
      { severity: 'critical', from: 90 },
    ],
    deadband: 3,
    onDelayMs: 5_000,
    offDelayMs: 60_000,
    recommendedAction: 'Check oil cooler and circulation, look for a leak, stop quenching above 90 °C.',
  },
  {
    id: 'carbon-deviation',
    type: 'deviation',
    title: 'Carbon potential is below its set value',
    component: 'atmosphere',
    kind: 'deviation',
    tag: 'cppv',
    setValueTag: 'cpsv',
    direction: 'below',
    bands: [
      { severity: 'medium', from: 0.1 },
      { severity: 'high', from: 0.14 },
      { severity: 'critical', from: 0.2 },
    ],
    deadband: 0.01,
    onDelayMs: 30_000,
    offDelayMs: 60_000,
    states: RUNNING,
    recommendedAction: 'Check gas supply, door seals and burner flame curtain.',
  },
  {
    id: 'oil-level-low',
    type: 'flag',
    title: 'Quench oil level is low',
    component: 'oil-system',
    kind: 'level',
    tag: 'oillevellow',
    severity: 'low',
    standingAfterMs: HOUR_MS,
    onDelayMs: 10_000,
    offDelayMs: 30_000,
    recommendedAction: 'Look for a leak and top up the oil.',
  },
  {
    id: 'oil-level-high',
    type: 'flag',
    title: 'Quench oil level is high',
    component: 'oil-system',
    kind: 'level',
    tag: 'oillevelhigh',
    severity: 'low',
    standingAfterMs: HOUR_MS,
    onDelayMs: 10_000,
    offDelayMs: 30_000,
    recommendedAction: 'Check for water in the oil before the next charge.',
  },
];

/** The meaning of the failure flags of each kind of component, for people. */
const FAILURES = {
  heater: {
    severity: 'critical',
    title: 'Heater failed',
    action: 'Stop charging, change over the heater bank.',
  },
  fan: {
    severity: 'high',
    title: 'Circulation fan tripped',
    action: 'Stop charging, check bearings and motor protection.',
  },
  conveyor: {
    severity: 'critical',
    title: 'Conveyor tripped',
    action: 'Clear the jam before the parts in the furnace overheat.',
  },
  oil: {
    severity: 'high',
    title: 'Quench oil over temperature',
    action: 'Stop quenching, check cooler and leaks.',
  },
  atmosphere: {
    severity: 'high',
    title: 'Atmosphere lost',
    action: 'Hold the charge, check gas supply and seals.',
  },
} as const;

function failureRules(): RuleInput[] {
  return Object.entries(FURNACE_PARTS).flatMap(([component, part]): RuleInput[] => {
    const { severity, title, action } = FAILURES[part.kind];
    const common = { component, offDelayMs: 10_000, recommendedAction: action };
    const name = component.replaceAll('-', ' ');
    const tripped: RuleInput = {
      ...common,
      id: part.flag,
      type: 'flag',
      title: `${title}: ${name}`,
      kind: 'failure',
      tag: part.flag,
      severity,
      standingAfterMs: 12 * HOUR_MS,
    };
    if (!('warning' in part)) return [tripped];
    const warning: RuleInput = {
      ...common,
      id: part.warning,
      type: 'flag',
      title: `Failure contact: ${name}`,
      kind: 'warning',
      tag: part.warning,
      severity: 'medium',
      standingAfterMs: HOUR_MS,
    };
    return [tripped, warning];
  });
}

/**
 * Rules of a furnace line. Deviations are judged while parts run through, not during start-up and
 * cool-down.
 */
export const furnaceRules: Rule[] = z.array(ruleSchema).parse([
  ...DEVIATIONS,
  ...PROCESS,
  ...failureRules(),
  {
    id: 'no-data',
    type: 'no-data',
    title: 'No data from the line',
    component: 'scada-feed',
    kind: 'no-data',
    severity: 'high',
    afterMs: 30_000,
    recommendedAction: 'Check the SCADA server and its network.',
  },
]);
