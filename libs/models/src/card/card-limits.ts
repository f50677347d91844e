import { eventsInWords, lasting } from '../judgement/gate-words.js';
import { componentsUnseen, failuresByComponent, type CardFacts } from './card-facts.js';
import { counted } from './figures.js';
import { code, listed } from './markdown.js';

/** With fewer judged failures than this, the card points out that the intervals are wide. */
const EVENTS_FEW = 30;

/**
 * What a model must not be used for, one sentence each: first the limits of every model, then those
 * that follow from the record of this one.
 */
export function limitsOf(facts: CardFacts): string[] {
  const { manifest } = facts;
  return [
    'It protects nothing: interlocks, trips and rules stay as they are, whatever it says.',
    `Of failures further ahead than ${lasting(manifest.horizonMs)} it says nothing; a low probability is no clearance for longer.`,
    'It knows the assets above as they ran in the time above. After other sensors, parts, recipes or set values its confidence falls: train a new one.',
    ...limitsOfStates(facts),
    ...limitsOfComponents(facts),
    ...limitsOfJudgement(facts),
  ];
}

function limitsOfStates({ organization }: CardFacts): string[] {
  const { predictInStates, operatingStates } = organization.settings;
  if (predictInStates.length === 0) return [];
  const defined = ['unknown', ...operatingStates.map(({ state }) => state)];
  const leftOut = defined.filter((state) => !predictInStates.includes(state));
  return [
    `It was taught and judged in the states ${listed(predictInStates.map(code))} only; left out: ${listed(leftOut.map(code))}.`,
  ];
}

function limitsOfComponents(facts: CardFacts): string[] {
  const unseen = componentsUnseen(facts);
  const seldom = failuresByComponent(facts).filter(({ ownModel }) => !ownModel);
  return [
    ...(unseen.length === 0
      ? []
      : [`Never seen to fail, so nothing is known of their failures: ${listed(unseen.map(code))}.`]),
    ...(seldom.length === 0
      ? []
      : [
          `Seen too seldom for a model of their own, so take their names for a guess: ${listed(seldom.map(({ component, known }) => `${code(component)} (${counted(known, 'failure')})`))}.`,
        ]),
  ];
}

function limitsOfJudgement({ manifest: { judgement, verdict } }: CardFacts): string[] {
  const { events } = judgement.model.event;
  const { eventsNotJudged } = judgement;
  return [
    ...(events < EVENTS_FEW
      ? [
          `It was judged on ${eventsInWords(judgement, events)} only: the intervals say how far the figures may be off.`,
        ]
      : []),
    ...(judgement.threshold.judgedAt === 'judged-rows'
      ? ['Its threshold was chosen on the very rows that it is judged on: expect somewhat worse.']
      : []),
    ...(eventsNotJudged > 0
      ? [
          `Before ${eventsInWords(judgement, eventsNotJudged)} there was no row to warn from (a standstill, a gap): of such it cannot warn.`,
        ]
      : []),
    ...(verdict.clockTrap
      ? ['What it seems to see may be the schedule of the record, not the machine.']
      : []),
    ...(verdict.promote
      ? []
      : ['The gate refused it: it should serve nobody, unless an admin knows better and says why.']),
  ];
}
