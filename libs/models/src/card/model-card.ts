import type { ModelLineage } from '@eagle/contracts/domain';
import { lasting, short } from '../judgement/gate-words.js';
import { budgetInWords } from '../judgement/threshold-source.js';
import { failuresByComponent, type CardFacts } from './card-facts.js';
import { limitsOf } from './card-limits.js';
import { candidateTable, counted, figure, interval, percent } from './figures.js';
import { code, listed, plain, table } from './markdown.js';

const FEATURES_SHOWN = 10;

/**
 * `card.md` of a bundle: what a model is for, what it learned from, how good it is, what it costs
 * and what it must not be used for, in Markdown for people. It depends only on its facts.
 */
export function modelCard(facts: CardFacts): string {
  const { manifest, organization } = facts;
  const { promote, reason } = manifest.verdict;
  const sections: [string, string[]][] = [
    ['What it is for', purpose(facts)],
    ['What it learned from', origin(facts)],
    ['How good it is', quality(facts)],
    ['What it costs', cost(facts)],
    [
      'What the gate said',
      manifest.verdict.checks.map((c) => `- ${c.passed ? 'passed' : 'FAILED'}: ${c.sentence}`),
    ],
    ['What it must not be used for', limitsOf(facts).map((sentence) => `- ${sentence}`)],
    ['What it leans on', importance(facts)],
    ['Where it comes from', lineage(facts)],
  ];
  return [
    `# Model ${manifest.version} of ${plain(organization.name)}`,
    '',
    `**${promote ? 'May go live' : 'Refused'}: ${reason}**`,
    ...sections.flatMap(([title, lines]) => ['', `## ${title}`, '', ...lines]),
    '',
  ].join('\n');
}

function purpose({ manifest, organization }: CardFacts): string[] {
  const { judgement, components, horizonMs } = manifest;
  const { assets } = organization;
  return [
    `For ${counted(assets.length, 'asset')} it says how likely a failure is within ${lasting(horizonMs)}, which component will fail, and when.`,
    '',
    `- assets: ${listed(assets.map(({ assetId, name }) => (name === assetId ? code(name) : `${plain(name)} (${code(assetId)})`)))}`,
    `- components: ${listed(components.map(code))}`,
    `- a warning counts when it comes ${judgement.leadMsMin === 0 ? 'before the failure' : `at least ${lasting(judgement.leadMsMin)} ahead`}`,
  ];
}

function origin(facts: CardFacts): string[] {
  const { metrics, trainedFrom, trainedTo, judgement } = facts.manifest;
  const { heldBack } = judgement;
  return [
    `- learned from: ${utc(trainedFrom)} to ${utc(trainedTo)}, ${counted(metrics.rowsTrain, 'row')}, ${metrics.positivesTrain} of them shortly before a failure`,
    `- judged on: ${utc(heldBack.from)} to ${utc(heldBack.to)}, ${counted(heldBack.rows, 'row')} of ${counted(heldBack.assets, 'asset')}, ${figure(heldBack.assetDays, 1)} asset-days, ${heldBack.failing} rows shortly before a failure`,
    '',
    ...table(
      ['component', 'failures in the record', 'of these judged', 'model of its own'],
      failuresByComponent(facts).map(({ component, known, judged, ownModel }) => [
        code(component),
        String(known),
        String(judged),
        ownModel ? 'yes' : 'no',
      ]),
    ),
  ];
}

function quality({ manifest }: CardFacts): string[] {
  const { judgement } = manifest;
  const { calibration, componentRight, model, heldBack } = judgement;
  const bins = calibration.bins.filter(({ rows }) => rows > 0);
  return [
    'On rows that it was not trained on, beside elapsed time alone (the same kind of model, given no sensor), the rules alone and, where there was one, the champion; values with their 95 % interval.',
    '',
    ...candidateTable(judgement),
    '',
    `- ${model.event.missed} missed, of these ${model.late} warned of too late`,
    `- average precision by chance (base rate): ${figure(heldBack.baseRate)}; warned by luck at this rate of false alarms: ${percent(judgement.warnedByChanceShare)}`,
    `- component right: ${percent(componentRight.rowShare)} of rows before a failure, ${percent(componentRight.eventShare)} of failures warned of`,
    `- the failure came within the time interval given: ${percent(judgement.timeToFailureCoverage)} (80 % is right)`,
    `- probabilities are off by ${figure(calibration.expectedError)} on average`,
    ...champion(manifest),
    '',
    ...table(
      ['probability said', 'rows', 'mean said', 'share that failed'],
      bins.map(({ low, high, rows, predicted, observed }) => [
        `${percent(low)} to ${percent(high)}`,
        figure(rows, 0),
        percent(predicted),
        percent(observed),
      ]),
    ),
  ];
}

function champion({ judgement, lineage: { parent } }: CardFacts['manifest']): string[] {
  const difference = judgement.differences.champion;
  if (difference === null) return ['- no live model could be asked about the same rows'];
  const { warnedShare, falseAlarmsPerAssetDay, averagePrecision } = difference;
  return [
    `- this less the live model ${parent ?? ''} on the same rows: share warned ${interval(warnedShare)}, false alarms an asset-day ${interval(falseAlarmsPerAssetDay)}, average precision ${interval(averagePrecision)}`,
  ];
}

function cost({ manifest, organization }: CardFacts): string[] {
  const { judgement, probabilityMin } = manifest;
  const { settings } = organization;
  const { operators } = settings.training;
  const perDay = judgement.alarmsPerOperatorPerDay;
  const often = perDay === 0 ? '' : ` (one in ${lasting(86_400_000 / perDay)})`;
  return [
    `- threshold: probability ${figure(probabilityMin)}, ${counted(settings.prediction.consecutiveMin, 'row')} in a row. ${judgement.threshold.sentence}`,
    ...(settings.prediction.probabilityMin === null
      ? []
      : [
          `- the organization's settings have their own threshold, ${figure(settings.prediction.probabilityMin)}, which wins over it: the figures here are not of that one`,
        ]),
    `- alarm budget: ${budgetInWords(judgement.budget)}`,
    `- expected: ${short(perDay)} alarms an operator and day${often}, true and false, with ${counted(operators, 'operator')} to share them`,
    `- false alarms: ${interval(judgement.model.falseAlarmsPerAssetDay)} an asset-day`,
  ];
}

function importance({ manifest }: CardFacts): string[] {
  const leading = manifest.reference
    .filter((feature) => feature.importance > 0)
    .sort((a, b) => b.importance - a.importance)
    .slice(0, FEATURES_SHOWN);
  return table(
    ['feature', 'share', 'usual (10 to 90 %)', 'missing'],
    leading.map(({ name, importance: share, q10, q90, missingShare }) => [
      code(name),
      percent(share),
      `${usual(q10)} to ${usual(q90)}`,
      percent(missingShare),
    ]),
  );
}

/** One line for the whole model; for a mean, one line for each model in it. */
function treesLines({ preset, rounds, trials, hyperparameters, blend }: ModelLineage): string[] {
  const settings = (used: ModelLineage['hyperparameters']): string =>
    Object.entries(used)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(', ');
  const search = trials === 0 ? 'no search' : `${counted(trials, 'trial')} of a search`;
  if (blend.length === 0)
    return [`- trees: preset ${preset}, ${rounds} rounds, ${search}; ${settings(hyperparameters)}`];
  return [
    `- trees: the mean of ${blend.length} models that could not be told apart, ${rounds} rounds in all, ${search}`,
    ...blend.map((one) => `  - preset ${one.preset}, ${one.rounds} rounds; ${settings(one.hyperparameters)}`),
  ];
}

function lineage({ manifest }: CardFacts): string[] {
  const { lineage: from, libraries } = manifest;
  const monotone = Object.entries(from.monotone).map(([tag, direction]) => `${code(tag)} ${direction}`);
  return [
    `- made ${utc(manifest.createdAt)} by code ${code(from.codeRevision)}, seed ${manifest.seed}`,
    ...treesLines(from),
    `- monotone: ${listed(monotone)}`,
    `- features: ${manifest.featureNames.length}, hash ${code(manifest.featureSetHash)}`,
    `- data digest ${code(manifest.dataDigest)}, settings digest ${code(from.settingsDigest)}`,
    `- live model of that time: ${from.parent ?? 'none that could be asked'}`,
    `- libraries: ${Object.entries(libraries)
      .map(([name, version]) => plain(`${name} ${version}`))
      .join(', ')}`,
  ];
}

/** Four digits distinguish readings of one sensor. */
const usual = (value: number): string => String(Number(value.toPrecision(4)));

const utc = (instant: string | null): string => (instant === null ? '-' : new Date(instant).toISOString());
