import { shown } from '../recordings/bad-recording.js';
import { counted } from '@eagle/models';
import {
  emptyColumnLines,
  farOffLines,
  fileLine,
  numbersLine,
  skippedLines,
  switchLines,
} from '../recordings/form-words.js';
import type { ReadingReport } from './reading-report.js';
import { span } from './span.js';

const NAMES_SHOWN_MAX = 8;

/**
 * How a folder was read, in lines for a person: the detected format, and everything that was left
 * out or is doubtful.
 */
export function readingLines(report: ReadingReport): string[] {
  return [
    ...report.files.map(fileLine),
    numbersLine({ numbers: report, wordsMet: new Map(Object.entries(report.badWords)) }),
    ...switchLines(new Map(report.switches.map(({ column, off, on }) => [column, [off, on]]))),
    ...emptyColumnLines(report.emptyColumns),
    ...skippedLines(report.skippedColumns),
    `rows: ${report.rows} from ${report.first} to ${report.last}; ${gapWords(report)}`,
    ...rowLines(report),
    failureLine(report),
    ...zoneLines(report),
    assetLine(report),
    ...unknownLines(report),
    ...alikeLines(report),
    ...fileLines(report),
  ];
}

const gapWords = ({ gaps }: ReadingReport): string =>
  gaps.count === 0
    ? 'no gaps'
    : `${counted(gaps.count, 'gap')} of more than ten rows, the longest ${span(gaps.longestMs)}`;

function rowLines(report: ReadingReport): string[] {
  const { rowsOutOfOrder, sorted, duplicates, duplicatesThatDiffer, farOff, timesOfTwoMeanings } = report;
  const lines: string[] = [];
  if (rowsOutOfOrder > 0)
    lines.push(
      `order: ${counted(rowsOutOfOrder, 'row')} older than one of the same asset before; all were sorted ${sorted === 'by-asset' ? 'asset by asset, each by time' : 'by time'}`,
    );
  else if (sorted !== null)
    lines.push(
      'order: the rows came asset by asset; they were sorted by time, so that assets can be compared at each moment',
    );
  if (duplicates > 0) {
    lines.push(
      `duplicates: ${counted(duplicates, 'row')} of an asset and time that was there already, ${duplicatesThatDiffer} of them with other values; the first one was kept`,
    );
  }
  lines.push(
    ...farOffLines(
      farOff.map(({ rows, from, to }) => ({ rows, fromMs: Date.parse(from), toMs: Date.parse(to) })),
    ),
  );
  if (timesOfTwoMeanings > 0) {
    lines.push(
      `two meanings: ${counted(timesOfTwoMeanings, 'time')} of an hour that the clock showed twice; rows were read as what follows the row before, failures as the earlier`,
    );
  }
  return lines;
}

/** Why no given failure can be used; null where none was given. */
export function unusableWords(reports: readonly ReadingReport[]): string | null {
  const given = reports.reduce((sum, { failures }) => sum + failures.given, 0);
  if (given === 0) return null;
  const why = reports.flatMap((report) => [
    ...droppedWords(report),
    ...zoneLines(report),
    ...unknownLines(report),
  ]);
  return `${given === 1 ? 'The one failure that is given cannot be used' : `None of the ${given} failures that are given can be used`}: ${why.join('; ')}.`;
}

function failureLine(report: ReadingReport): string {
  const { given, used } = report.failures;
  const why = droppedWords(report);
  return why.length === 0
    ? `failures: ${used}, all of them used`
    : `failures: ${used} of ${given} used; left out: ${why.join(', ')}`;
}

function droppedWords({ failures }: ReadingReport): string[] {
  const { ofUnknownAssets, beforeTheRecord, afterTheRecord, repeated } = failures;
  const dropped = [
    [ofUnknownAssets, 'of assets without telemetry'],
    [beforeTheRecord, 'before the first row of their asset'],
    [afterTheRecord, 'more than a horizon after the last row of their asset'],
    [repeated, 'given more than once'],
  ] as const;
  return dropped.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}

function zoneLines({ failures }: ReadingReport): string[] {
  const { hoursApart: hours } = failures;
  if (hours === null) return [];
  return [
    `zones: nearly all failures outside of the record would lie within it if their times were ${Math.abs(hours)} h ${hours > 0 ? 'earlier' : 'later'}; are they in another zone than the telemetry? Say so with --zone and --events-zone`,
  ];
}

function assetLine({ assets }: ReadingReport): string {
  const others = (['failures', 'errors', 'maintenance', 'machines'] as const).filter(
    (file) => assets[file] > 0,
  );
  const beside = others.map((file) => `${assets[file]} in ${file}`).join(', ');
  return `assets: ${assets.telemetry} in the telemetry${beside === '' ? '' : `, ${beside}`}`;
}

function alikeLines({ alikeAssets }: ReadingReport): string[] {
  return alikeAssets
    .slice(0, NAMES_SHOWN_MAX)
    .map(
      (names) =>
        `spelled alike: ${names.map(shown).join(' and ')} are taken for ${names.length} assets; give them one name if they are one`,
    );
}

function fileLines({ filesNotRead }: ReadingReport): string[] {
  if (filesNotRead.length === 0) return [];
  const more =
    filesNotRead.length > NAMES_SHOWN_MAX ? [`${filesNotRead.length - NAMES_SHOWN_MAX} others`] : [];
  return [
    `files not read: ${[...filesNotRead.slice(0, NAMES_SHOWN_MAX), ...more].join(', ')}; names count, capitals too`,
  ];
}

function unknownLines({ unknownAssets }: ReadingReport): string[] {
  const files = [...new Set(unknownAssets.map(({ file }) => file))];
  return files.map((file) => {
    const own = unknownAssets.filter((one) => one.file === file);
    const listed = own
      .slice(0, NAMES_SHOWN_MAX)
      .map(
        ({ asset, lines, meant }) =>
          `${shown(asset)} (${counted(lines, 'line')}${meant === null ? '' : `; did you mean ${shown(meant)}?`})`,
      );
    const more = own.length > NAMES_SHOWN_MAX ? [`${own.length - NAMES_SHOWN_MAX} others`] : [];
    return `joins to nothing: ${file} names ${counted(own.length, 'asset')} without telemetry: ${[...listed, ...more].join(', ')}`;
  });
}
