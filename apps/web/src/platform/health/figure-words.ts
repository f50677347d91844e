import { numberText } from '../../charts/index.js';
import type { TextKey, Texts } from '../../texts/index.js';
import { ageText, delayText, NARROW_SPACE } from '../../time/index.js';
import type { FigureOf, WorkingService } from '@eagle/contracts/domain';
import type { Figure, WatchedService } from './vitals.js';

const NOT_KNOWN = '–';
const BYTES_STEP = 1_024;
const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `38 MiB`. */
export function bytesText(bytes: number, language: string): string {
  const step = Math.min(
    BYTE_UNITS.length - 1,
    Math.max(0, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(BYTES_STEP))),
  );
  const value = bytes / BYTES_STEP ** step;
  const digits = { maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 };
  const text = new Intl.NumberFormat(language, digits).format(value);
  return `${text}${NARROW_SPACE}${BYTE_UNITS[step] ?? 'B'}`;
}

/** A value in the unit of its figure: `2,719/s`, `9 ms`, `38 MiB`, `214`. */
export function figureText({ shape, unit, value }: FigureShown, language: string): string {
  if (value === null) return NOT_KNOWN;
  if (unit === 'bytes') return bytesText(value, language);
  if (unit === 'seconds') return delayText(value * 1_000, language);
  const number = numberText(shape === 'rate' ? rounded(value) : value, language);
  return shape === 'rate' ? `${number}/s` : number;
}
type FigureShown = Pick<Figure, 'shape' | 'unit' | 'value'>;

/** A rate above ten needs no digit behind the point. */
const rounded = (perSecond: number): number =>
  perSecond >= 10 ? Math.round(perSecond) : Math.round(perSecond * 10) / 10;

/** Every figure that a service declares: one without a text does not compile. */
type FigureName = { [Service in WorkingService]: FigureOf<Service> }[WorkingService];

/** What a figure is called. One that a newer gateway gives has its own name alone. */
const LABELS: Readonly<Record<string, TextKey>> = {
  decidedToSocket: 'platform.figure.decidedToSocket',
  sockets: 'platform.figure.sockets',
  alertPushes: 'platform.figure.alertPushes',
  tails: 'platform.figure.tails',
  passwordHashesPending: 'platform.figure.passwordHashesPending',
  socketEnds: 'platform.figure.socketEnds',
  rowsRead: 'platform.figure.rowsRead',
  readToFeatures: 'platform.figure.readToFeatures',
  polls: 'platform.figure.polls',
  feedFailures: 'platform.figure.feedFailures',
  rowsRejected: 'platform.figure.rowsRejected',
  featureRowsDropped: 'platform.figure.featureRowsDropped',
  rowsPredicted: 'platform.figure.rowsPredicted',
  readToPredicted: 'platform.figure.readToPredicted',
  modelRuns: 'platform.figure.modelRuns',
  liveModels: 'platform.figure.liveModels',
  modelBytes: 'platform.figure.modelBytes',
  rowsNotPredicted: 'platform.figure.rowsNotPredicted',
  scansDecided: 'platform.figure.scansDecided',
  scanDecisions: 'platform.figure.scanDecisions',
  alertPublications: 'platform.figure.alertPublications',
  alertChanges: 'platform.figure.alertChanges',
  commitFailures: 'platform.figure.commitFailures',
  rowsSetAside: 'platform.figure.rowsSetAside',
  bundles: 'platform.figure.bundles',
  bundleBytes: 'platform.figure.bundleBytes',
  lookups: 'platform.figure.lookups',
  promotions: 'platform.figure.promotions',
  refusals: 'platform.figure.refusals',
  lastTraining: 'platform.figure.lastTraining',
  trainings: 'platform.figure.trainings',
  rowsTaken: 'platform.figure.rowsTaken',
  stores: 'platform.figure.stores',
  waitingValues: 'platform.figure.waitingValues',
  unstored: 'platform.figure.unstored',
  historyBytes: 'platform.figure.historyBytes',
  storeFailures: 'platform.figure.storeFailures',
  waitingMessages: 'platform.figure.waitingMessages',
} satisfies Record<FigureName, TextKey>;

export function figureLabel({ name }: Pick<Figure, 'name'>, { t }: Pick<Texts, 't'>): string {
  const key = LABELS[name];
  return key === undefined ? name : t(key);
}

/** What its number is of: `p99 of a minute`, `in 15 min`; nothing where it is so now. */
export function figureSpan(
  { shape, past }: Pick<Figure, 'shape' | 'past'>,
  askedEveryMs: number,
  { t }: Pick<Texts, 't'>,
): string {
  switch (shape) {
    case 'p99':
      return 'p99';
    case 'count':
      return t('platform.figure.in', { time: ageText(past.length * askedEveryMs) });
    case 'rate':
    case 'now':
      return '';
  }
}

/** `no-model 12, model-failed 3`. */
export const partsText = ({ parts }: Pick<Figure, 'parts'>, language: string): string =>
  parts.map(({ label, value }) => `${label} ${numberText(value, language)}`).join(', ');

/** The first figures of a service that are known, in a few words: `3/s, p99 9 ms`. */
export function headline({ figures }: WatchedService, { t, language }: Texts): string {
  return figures
    .slice(0, 2)
    .flatMap((figure) => {
      if (figure.value === null) return [];
      const text = figureText(figure, language);
      if (figure.shape === 'p99') return [`p99 ${text}`];
      const saysWhat = figure.shape === 'rate' || figure.unit === 'bytes';
      return [saysWhat ? text : `${figureLabel(figure, { t })} ${text}`];
    })
    .join(', ');
}
