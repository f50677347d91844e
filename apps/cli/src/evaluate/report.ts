import type { Judgement } from '@eagle/contracts/domain';
import { candidateTable, counted, figure, loadOf, percent } from '@eagle/models';
import type { EvaluationReport, JudgedTarget } from './judge-evaluation.js';
import { readingLines } from './reading-words.js';
import { span } from './span.js';

/** The report in words, as Markdown. */
export function reportText(report: EvaluationReport): string {
  const folders = report.test === null ? report.train : `${report.train}, judged on ${report.test}`;
  const { rows, assets, failures, features, skippedColumns } = report;
  return [
    `# ${report.name}`,
    '',
    `${folders}: ${rows} rows of ${counted(assets, 'asset')}, one every ${span(report.scanPeriodMs)}, ${counted(failures, 'failure')}; ${features} features.`,
    ...(skippedColumns.length > 0 ? [`Left out, as no numbers: ${skippedColumns.join(', ')}.`] : []),
    `Horizon ${span(report.horizonMs)}, a warning must come ${span(report.leadMsMin)} before. ${report.split}`,
    ...(report.refused === null ? [] : ['', '## Verdict: refused', '', `**${report.refused}**`]),
    ...(report.detection === null ? [] : ['', ...detectionLines(report.detection)]),
    ...report.targets.flatMap((target) => ['', ...targetLines(target)]),
    ...report.reading.flatMap((reading) => [
      '',
      `## How ${reading.folder} was read`,
      '',
      ...readingLines(reading).map((line) => `- ${line}`),
    ]),
    '',
  ].join('\n');
}

function detectionLines(detection: NonNullable<EvaluationReport['detection']>): string[] {
  return [
    `## What is degraded: mean F1 ${figure(detection.meanF1)}`,
    '',
    '| component | F1 | precision | recall | AUC |',
    '|---|---|---|---|---|',
    ...detection.components.map(
      ({ component, f1, precision, recall, auc }) =>
        `| ${component} | ${figure(f1)} | ${figure(precision)} | ${figure(recall)} | ${figure(auc)} |`,
    ),
  ];
}

function targetLines(target: JudgedTarget): string[] {
  const { judgement, verdict, importance } = target;
  const { calibration, componentRight } = judgement;
  return [
    `## ${target.component ?? 'Verdict'}: ${verdict.promote ? 'may go live' : 'refused'}`,
    '',
    `**${verdict.reason}**`,
    '',
    ...verdict.checks.map(({ passed, sentence }) => `- ${passed ? 'passed' : 'FAILED'}: ${sentence}`),
    '',
    ...candidateTable(judgement),
    '',
    `- base rate ${figure(judgement.heldBack.baseRate)}; ${judgement.heldBack.rows} held-out rows, ${figure(judgement.heldBack.assetDays, 1)} asset-days; ${judgement.eventsNotJudged} failures without a row to warn from`,
    `- threshold ${figure(judgement.threshold.probabilityMin)}: ${judgement.threshold.sentence}`,
    `- component right: ${percent(componentRight.rowShare)} of failing rows, ${percent(componentRight.eventShare)} of failures warned of`,
    `- calibration error ${figure(calibration.expectedError)}; time to failure within its interval ${percent(judgement.timeToFailureCoverage)}`,
    `- ${loadOf(judgement).sentence}`,
    ...answerLines(judgement),
    `- leans on ${importance.map(({ feature, share }) => `${feature} (${percent(share)})`).join(', ')}`,
  ];
}

function answerLines({ answers }: Judgement): string[] {
  if (answers === null) return [];
  const { rows, rowsAnswered, assets, assetsAnswered, windowMsMax } = answers;
  return [
    `- answered: ${assetsAnswered} of ${counted(assets, 'asset')} and ${percent(rows > 0 ? rowsAnswered / rows : null)} of the rows held out; none until the longest window (${span(windowMsMax)}) is full`,
  ];
}
