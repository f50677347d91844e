import { readFileSync } from 'node:fs';
import { userIdSchema, type Alert, type AlertAction } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { decideAction } from './decide-action.js';
import { EVERY_ACTION } from './every-action.fixture.js';
import { Plant, T0, type Values } from './plant.fixture.js';
import { wallInstant } from './clocks.js';

/** Seen from `dist`. */
const DOCUMENT = new URL('../../../docs/states.md', import.meta.url);
const DIAGRAM = /## An alert\n.*?```mermaid\n(.*?)```/s;
const ARROW = /^ *(\S+) --> (\S+): (.+)$/gm;

const USER = userIdSchema.parse('6f1f4a52-9d0e-4a57-8e0b-0a4d5a1c00aa');
const BEFORE = '[*]';
/** A fixed seed, with enough steps to take every arrow. */
const WALKS = { numRuns: 2_000, seed: 14 };

interface Step {
  readonly seconds: number;
  readonly values: Values;
  readonly probability: number;
  readonly minutesMedian: number;
  readonly named: string;
  readonly which: number;
  readonly action: AlertAction | null;
}

const walks = fc.array(
  fc.record<Step>({
    seconds: fc.constantFrom(1, 1, 10, 70, 1_000),
    values: fc.record({
      pv: fc.constantFrom(880, 860, 830),
      oil: fc.constantFrom(64, 64, 90),
      heaterfail: fc.constantFrom(0, 0, 1),
      fanfail: fc.constantFrom(0, 1),
      state: fc.constantFrom('running', 'running', 'cooling'),
    }),
    probability: fc.constantFrom(0.1, 0.86, 0.99),
    minutesMedian: fc.constantFrom(2, 60),
    named: fc.constantFrom('heater', 'fan'),
    which: fc.nat(5),
    action: fc.constantFrom<AlertAction | null>(null, null, ...EVERY_ACTION),
  }),
  { minLength: 20, maxLength: 60 },
);

test('the diagram of an alert has every step that alerts take, and no other', () => {
  expect(arrowsOfDocument()).toEqual(arrowsOfWalks());
});

function arrowsOfDocument(): string[] {
  const [, diagram = ''] = DIAGRAM.exec(readFileSync(DOCUMENT, 'utf8')) ?? [];
  return [...diagram.matchAll(ARROW)]
    .flatMap(([, from = '', to = '', changes = '']) =>
      changes.split(', ').map((change) => `${from} --> ${to}: ${change}`),
    )
    .toSorted();
}

function arrowsOfWalks(): string[] {
  const arrows = new Set<string>();
  for (const walk of fc.sample(walks, WALKS)) {
    const plant = new Plant();
    let second = 0;
    for (const step of walk) takeStep(plant, (second += step.seconds), step);
    const places = new Map<string, string>();
    for (const { alert, change } of plant.changes) {
      const place = placeOf(alert);
      arrows.add(`${places.get(alert.id) ?? BEFORE} --> ${place}: ${change}`);
      places.set(alert.id, place);
    }
  }
  return [...arrows].toSorted();
}

function takeStep(plant: Plant, second: number, step: Step): void {
  plant.scan(second, step.values);
  const { minutesMedian, named } = step;
  plant.predict(second, step.probability, { minutesMedian, named });
  const open = plant.memory.episodes.filter(({ alert }) => alert.resolvedAt === null);
  const alert = open[step.which % Math.max(1, open.length)]?.alert;
  if (alert === undefined || step.action === null) return;
  const atMs = T0 + second * 1_000;
  const request = { action: step.action, userId: USER, atMs, actedAtMs: wallInstant(atMs) };
  plant.note(decideAction(plant.memory, alert, plant.program, request));
}

/** The place of an alert in the diagram, from its fields. */
function placeOf({ state: { active, acknowledged }, resolvedAt }: Alert): string {
  if (resolvedAt !== null) return 'Ended';
  if (active) return acknowledged ? 'Acknowledged' : 'Active';
  return acknowledged ? 'Over' : 'Cleared';
}
