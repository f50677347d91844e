import type {
  GateCheckName,
  ModelAction,
  ServingCause,
  TrainingStage,
  TrainingWait,
} from '@eagle/contracts/domain';
import type { SaidOfCheck, SaidOfFinding, SaidOfJudgement, SaidOfVerdict } from '../sentences.js';

const RULES_GO_ON = 'Alarme kommen nur von Regeln.';

export const servingCauses: Readonly<Record<Exclude<ServingCause, 'warming'>, string>> = {
  'no-model': `Es gibt noch kein Modell. ${RULES_GO_ON}`,
  'no-features': `Kein Signal ist als Eingabe von Modellen gekennzeichnet. ${RULES_GO_ON}`,
  'other-features': `Das Modell erwartet andere Merkmale, als jetzt berechnet werden: Trainieren Sie ein neues. ${RULES_GO_ON}`,
  damaged: `Das Modell im Dienst ist nicht lesbar: Stellen Sie es wieder her, oder trainieren Sie ein neues. ${RULES_GO_ON}`,
  failing: `Das Modell im Dienst gibt keine brauchbaren Antworten: Trainieren Sie ein neues. ${RULES_GO_ON}`,
  refused: 'Die letzte Version ging nicht in Dienst; der Grund steht in ihrem Verlauf.',
};

export const warming = (version: string | null): string =>
  version === null
    ? 'Eine Version wird geprüft und vorbereitet.'
    : `Version ${version} wird geprüft und vorbereitet.`;

export const trainingStages: Readonly<Record<TrainingStage, string>> = {
  waiting: 'Das Training wartet.',
  extracting: 'Die Historie wird gelesen und nach Ausfällen durchsucht.',
  labelling: 'Die Merkmale werden berechnet.',
  training: 'Das Modell wird trainiert.',
  evaluating: 'Die zurückgehaltenen Zeilen werden beurteilt, Ereignis für Ereignis.',
  registering: 'Das Modell wird gespeichert und registriert.',
  done: 'Das Modell ist registriert; sein Urteil steht bei der Version.',
  refused:
    'Es wurde nichts trainiert: Die Historie reicht nicht, sie hat zu wenige Ausfälle, Zeilen oder Eingaben.',
  failed: 'Das Training ist fehlgeschlagen; der Grund steht im Protokoll des Trainings.',
  cancelled: 'Das Training wurde abgebrochen.',
};

export const trainingWaits: Readonly<Record<TrainingWait, string>> = {
  disabled: 'Die Organisation ist gesperrt.',
  'no-feed': 'Es ist noch keine Datenquelle eingerichtet.',
  'no-mapping': 'Die Spalten der Datenquelle sind noch keinen Signalen zugeordnet.',
  'no-inputs': 'Kein Signal ist als Eingabe von Modellen gekennzeichnet.',
  'no-failures-defined':
    'Weder Störmeldungen noch eingetragene Ausfälle legen fest, was ein Ausfall ist: Stellen Sie eines davon ein.',
  queued: 'Das Training beginnt, sobald es an der Reihe ist.',
  'too-little-history':
    'Die Historie hat noch zu wenige Ausfälle oder Zeilen, um daraus zu lernen. Es wird wieder versucht.',
  'tried-again': 'Ein Versuch ist fehlgeschlagen; das Training wird wiederholt.',
  stopped: 'Das Training wurde angehalten und beginnt später neu.',
};

export const ATTENTION =
  'Das Training ist mehrmals fehlgeschlagen: Sehen Sie in das Protokoll des letzten Trainings.';

/** What the platform did with a version by itself. */
export const steps: Readonly<Record<ModelAction, string>> = {
  registered: 'Sie hat die Prüfung bestanden oder wartet auf eine Entscheidung.',
  refused: 'Sie hat die Prüfung nicht bestanden; das Urteil steht oben.',
  shadowed: 'Sie sagt voraus und löst keinen Alarm aus.',
  promoted: 'Sie hat die Prüfung bestanden.',
  'rolled-back': 'Eine spätere Version wurde zurückgenommen.',
  returned: 'Die Version im Dienst hat versagt.',
  retired: 'Eine andere Version ist an ihre Stelle getreten.',
  quarantined: 'Sie hat im Dienst versagt.',
  deleted: 'Es werden nur wenige inaktive Versionen aufbewahrt.',
  tagged: '',
};

/** `null`: a code of a later version of the platform. */
export function findingText(finding: SaidOfFinding, dateOf: (instant: string) => string): string | null {
  const { version = '', trainedAt, unusedSince, inactiveVersions, storedBytes } = finding;
  switch (finding.code) {
    case 'MODEL.OLD':
      return `Version ${version} im Dienst wurde vor mehr als 7 Tagen trainiert${trainedAt === undefined ? '' : `, am ${dateOf(trainedAt)}`}. Trainieren Sie eine neue, oder sehen Sie nach, warum neuere nicht im Dienst sind.`;
    case 'MODEL.UNUSED':
      return `Version ${version} im Dienst hat seit mehr als 24 Stunden nichts vorhergesagt${unusedSince === undefined ? '' : `, seit dem ${dateOf(unusedSince)}`}. Sehen Sie nach, ob die Datenquelle noch Daten liefert.`;
    case 'MODEL.TOO_MANY_VERSIONS':
      return `${inactiveVersions ?? 'Mehr als 5'} inaktive Versionen werden aufbewahrt; üblich sind höchstens 5. Löschen Sie die, die niemand braucht.`;
    case 'MODEL.TOO_MUCH_STORED':
      return `Die gespeicherten Versionen belegen ${storedBytes === undefined ? 'mehr als 500' : megabytes(storedBytes)} MB; üblich sind höchstens 500 MB. Löschen Sie die, die niemand braucht.`;
    default:
      return null;
  }
}

export function verdictText({ verdict, event, judgement }: SaidOfVerdict): string {
  const failed = verdict.checks.find(({ passed }) => !passed);
  if (failed !== undefined) return checkText(failed, judgement);
  const figures = judgement?.model.event ?? event;
  if (figures === null) return 'Sie hat die Prüfung bestanden.';
  return `${warns(figures)}, mit ${falseAlarms(figures)}.`;
}

export function checkText(check: SaidOfCheck, judgement: SaidOfJudgement | null): string {
  const [passed, failed] = judgement === null ? plainChecks[check.name] : checksOf(judgement, check.name);
  if (check.subject !== undefined) return leakText(`Die Spalte ${check.subject}`);
  return check.passed ? passed : failed;
}

function leakText(column: string): string {
  return `${column} verrät den Ausfall, was kein Sensor kann: Lassen Sie sie weg (keine Eingabe von Modellen), oder vertrauen Sie ihr, wenn sie ehrlich ist (training.trustedTags).`;
}

type Pair = readonly [passed: string, failed: string];

/** Where no figures are at hand. */
const plainChecks: Readonly<Record<GateCheckName, Pair>> = {
  data: [
    'Es gibt genug Ausfälle, um zu urteilen.',
    'Die zurückgehaltenen Zeilen haben zu wenige Ausfälle, um zu urteilen.',
  ],
  leak: ['Keine Spalte weiß für sich allein, wann der Ausfall kommt.', leakText('Eine Spalte')],
  'clock-trap': [
    'Die verstrichene Zeit allein verrät die Antwort nicht.',
    'Die verstrichene Zeit allein ist so gut wie die Sensoren: Der Zeitplan der Aufzeichnung verrät die Antwort.',
  ],
  skill: ['Besser als der Zufall.', 'Kein Können: nicht klar besser als der Zufall.'],
  usefulness: [
    'Sie warnt vor mehr Ausfällen, als Fehlalarme zufällig träfen.',
    'Sie warnt nicht vor klar mehr Ausfällen, als ihre Fehlalarme zufällig träfen.',
  ],
  clock: ['Besser als die verstrichene Zeit allein.', 'Nicht klar besser als die verstrichene Zeit allein.'],
  rules: ['Besser als die Regeln allein.', 'Nicht klar besser als die Regeln allein.'],
  champion: [
    'Auf denselben Zeilen besser als die Version im Dienst.',
    'Auf denselben Zeilen nicht besser als die Version im Dienst, oder nicht mit ihr vergleichbar.',
  ],
  budget: ['Die Fehlalarme bleiben im Alarmbudget.', 'Zu viele Fehlalarme für das Alarmbudget.'],
  calibration: [
    'Die Wahrscheinlichkeiten stimmen.',
    'Den Wahrscheinlichkeiten ist nicht zu trauen: Sie weichen zu weit ab.',
  ],
  parity: [
    'Der exportierte Graph gibt auf jeder zurückgehaltenen Zeile dieselben Werte wie das trainierte Modell.',
    'Der exportierte Graph gibt andere Werte als das trainierte Modell.',
  ],
};

function checksOf(judgement: SaidOfJudgement, name: GateCheckName): Pair {
  const { model, clock, rules, heldBack, calibration, warnedByChanceShare } = judgement;
  const { event } = model;
  switch (name) {
    case 'data':
      return [
        `${failures(event.events)} können beurteilt werden.`.replace(/^1 (\S+) können/, '1 $1 kann'),
        plainChecks.data[1],
      ];
    case 'skill': {
      const [precision, chance] = [number(model.averagePrecision.value), number(heldBack.baseRate)];
      return [
        `Die mittlere Präzision ist ${precision}; der Zufall ergäbe ${chance}.`,
        `Kein Können: Die mittlere Präzision ${precision} liegt nicht klar über ${chance}, was der Zufall ergäbe.`,
      ];
    }
    case 'clock': {
      const compared = `${warns(event)}; die verstrichene Zeit allein warnt vor ${clock.event.warnedInTime}`;
      return [`${compared}.`, `${compared}, und das Modell ist nicht klar besser.`];
    }
    case 'rules': {
      const others =
        rules === null ? 'Regeln gibt es nicht' : `die Regeln allein warnen vor ${rules.event.warnedInTime}`;
      return [
        `${warns(event)}; ${others}.`,
        `${warns(event)}; ${others}, und das Modell ist nicht klar besser.`,
      ];
    }
    case 'usefulness': {
      const byChance = number(warnedByChanceShare * event.events);
      const lead =
        event.leadMinutesMedian === null
          ? ''
          : `, die Hälfte davon mindestens ${number(event.leadMinutesMedian)}\u202fmin vorher`;
      return [
        `${warns(event)}${lead}.`,
        `${warns(event)}, nicht klar mehr, als ihre Fehlalarme zufällig träfen (${byChance}).`,
      ];
    }
    case 'budget':
      return [
        `${capital(falseAlarms(event, 'nominative'))}: im Alarmbudget.`,
        `${capital(falseAlarms(event, 'nominative'))}: mehr, als das Alarmbudget erlaubt.`,
      ];
    case 'calibration': {
      const error = number(calibration.expectedError);
      return [
        `Die Wahrscheinlichkeiten weichen im Mittel um ${error} ab.`,
        `Den Wahrscheinlichkeiten ist nicht zu trauen: Sie weichen im Mittel um ${error} ab.`,
      ];
    }
    case 'leak':
    case 'clock-trap':
    case 'champion':
    case 'parity':
      return plainChecks[name];
  }
}

type Figures = SaidOfJudgement['model']['event'];

const failures = (count: number): string => `${count} ${count === 1 ? 'Ausfall' : 'Ausfälle'}`;

const warns = ({ warnedInTime, events }: Figures): string =>
  `Warnt rechtzeitig vor ${warnedInTime} von ${events} ${events === 1 ? 'Ausfall' : 'Ausfällen'}`;

function falseAlarms(
  { falseAlarms: count, assetDays }: Figures,
  form: 'nominative' | 'dative' = 'dative',
): string {
  const noun = count === 1 ? 'Fehlalarm' : form === 'dative' ? 'Fehlalarmen' : 'Fehlalarme';
  const none = form === 'dative' ? 'keinem Fehlalarm' : 'kein Fehlalarm';
  return `${count === 0 ? none : `${count} ${noun}`} in ${number(assetDays)} Anlagentagen`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const threeDigits = new Intl.NumberFormat('de', { maximumSignificantDigits: 3 });
const number = (value: number | null): string => (value === null ? 'unbekannt' : threeDigits.format(value));

/** Rounded up: a value above a bound also reads as above it. */
const megabytes = (bytes: number): string =>
  new Intl.NumberFormat('de').format(Math.ceil(bytes / 100_000) / 10);
