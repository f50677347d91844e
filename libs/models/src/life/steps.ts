import { AppError, type ModelState, type ModelVersion } from '@eagle/contracts/domain';
import { lastGoodVersion } from './last-good-version.js';
import type { Change, Step, VersionRecord } from './version-record.js';

/** Every legal step; all others are refused. The platform and people use the same table. */
const LEGAL: Readonly<Record<ModelState, readonly ModelState[]>> = {
  registered: ['shadow', 'champion', 'retired'],
  refused: ['shadow', 'champion'],
  shadow: ['champion', 'retired', 'quarantined'],
  champion: ['retired', 'quarantined'],
  retired: ['shadow', 'champion'],
  quarantined: ['shadow', 'champion'],
};

export const isLegalStep = (from: ModelState, to: ModelState): boolean => LEGAL[from].includes(to);

export interface Deployment {
  readonly version: ModelVersion;
  readonly mode: 'champion' | 'shadow' | 'retired';
  /** For the history; when empty, a sentence is generated. */
  readonly reason: string;
  /**
   * Why it goes into service although the gate refused it or it failed; null without an override.
   */
  readonly override: string | null;
}

/**
 * The changes when a version goes into service, into shadow or out of shadow.
 * @throws AppError `MODEL.NOT_FOUND`, `MODEL.STEP_ILLEGAL`, `MODEL.REFUSED_BY_GATE`,
 * `MODEL.QUARANTINED` (conflict): the sentence says what to do.
 */
export function decideDeployment(records: readonly VersionRecord[], deployment: Deployment): Change {
  const { mode, version } = deployment;
  const record = find(records, version);
  if (mode === 'retired' && record.state !== 'shadow') {
    throw illegal(`Version ${version} is not in shadow. The champion is replaced by deploying another one.`);
  }
  if (record.state === mode) throw illegal(`Version ${version} is ${NOW[mode]} already.`);
  if (!isLegalStep(record.state, mode)) throw illegal(illegalSentence(record, mode));
  const override = mode === 'retired' ? null : neededOverride(record, deployment.override);
  const reason = override ?? (deployment.reason || SENTENCE[mode]);
  const step = stepOf(record, mode, reason, { override: override !== null });
  return changeOf(records, [...displaced(records, version, mode), step]);
}

/**
 * The changes of a rollback to the last good version.
 * @throws AppError `MODEL.NOTHING_TO_ROLL_BACK` (conflict).
 */
export function decideRollBack(records: readonly VersionRecord[], reason: string): Change {
  const champion = records.find(({ state }) => state === 'champion');
  if (champion === undefined) {
    throw new AppError('MODEL.NOTHING_TO_ROLL_BACK', 'No version serves; there is nothing to take back.');
  }
  const target = lastGoodVersion(records);
  if (target === null) {
    throw new AppError(
      'MODEL.NOTHING_TO_ROLL_BACK',
      `No version before ${champion.version} has served well; deploy the one you want.`,
    );
  }
  const why = reason || `Taken back to ${target.version}, the last version that served well.`;
  return changeOf(records, [
    stepOf(champion, 'retired', why, { leftService: 'rolled-back' }),
    stepOf(target, 'champion', why, { action: 'rolled-back' }),
  ]);
}

/**
 * The changes after a failure in service: the version is quarantined, and the last good one serves
 * again. Null when it neither serves nor runs in shadow.
 * @param returnAllowed  False right after such a return: then only rules continue, so versions do
 * not flip back and forth.
 */
export function decideQuarantine(
  records: readonly VersionRecord[],
  version: ModelVersion,
  reason: string,
  returnAllowed: boolean,
): Change | null {
  const record = records.find((each) => each.version === version);
  if (record === undefined || !isLegalStep(record.state, 'quarantined')) return null;
  if (record.state === 'shadow') return changeOf(records, [stepOf(record, 'quarantined', reason, {})]);
  const failed = stepOf(record, 'quarantined', reason, { leftService: 'quarantined' });
  const target = returnAllowed ? lastGoodVersion(records) : null;
  if (target === null) return changeOf(records, [failed]);
  const why = `Serves again because version ${version} failed in service.`;
  return changeOf(records, [failed, stepOf(target, 'champion', why, { action: 'returned' })]);
}

/** @throws AppError `MODEL.NOT_FOUND`, `MODEL.CHAMPION_STAYS` (conflict). */
export function assertDeletable(records: readonly VersionRecord[], version: ModelVersion): VersionRecord {
  const record = find(records, version);
  if (record.state !== 'champion') return record;
  throw new AppError(
    'MODEL.CHAMPION_STAYS',
    `Version ${version} serves. Deploy another one first, or roll back.`,
  );
}

const NOW = { champion: 'the champion', shadow: 'in shadow', retired: 'retired' } as const;
const SENTENCE = {
  champion: 'Put into service.',
  shadow: 'Put into shadow: it predicts and alerts nobody.',
  retired: 'Taken out of shadow.',
} as const;

/** The version that holds the wanted place leaves it. */
function displaced(
  records: readonly VersionRecord[],
  version: ModelVersion,
  mode: Deployment['mode'],
): Step[] {
  if (mode === 'retired') return [];
  return records
    .filter((record) => record.state === mode && record.version !== version)
    .map((record) =>
      stepOf(record, 'retired', `Version ${version} took its place.`, {
        leftService: mode === 'champion' ? 'superseded' : null,
      }),
    );
}

/** @returns the reason for a needed override; null when no override is needed. */
function neededOverride(record: VersionRecord, override: string | null): string | null {
  const { version, stateReason, refusedByGate, state } = record;
  if (state !== 'quarantined' && !refusedByGate) return null;
  if (override !== null) return override;
  const how = 'An admin can deploy it all the same with an override and its reason.';
  throw state === 'quarantined'
    ? new AppError(
        'MODEL.QUARANTINED',
        `Version ${version} failed in service: ${sentence(stateReason)} ${how}`,
      )
    : new AppError(
        'MODEL.REFUSED_BY_GATE',
        `Version ${version} did not pass the gate${state === 'refused' && stateReason !== '' ? `: ${sentence(stateReason)}` : '.'} ${how}`,
      );
}

function illegalSentence({ version, state }: VersionRecord, mode: Deployment['mode']): string {
  if (state === 'champion') return `Version ${version} serves. Deploy another one first, or roll back.`;
  return `A version that is ${state} cannot become ${mode}.`;
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

function stepOf(
  record: VersionRecord,
  to: ModelState,
  reason: string,
  more: Partial<Pick<Step, 'action' | 'override' | 'leftService'>>,
): Step {
  const { version, state: from } = record;
  return { version, from, to, action: ACTION[to], reason, override: false, leftService: null, ...more };
}

const ACTION = {
  registered: 'registered',
  refused: 'refused',
  shadow: 'shadowed',
  champion: 'promoted',
  retired: 'retired',
  quarantined: 'quarantined',
} as const satisfies Record<ModelState, Step['action']>;

function changeOf(records: readonly VersionRecord[], steps: readonly Step[]): Change {
  const after = new Map(records.map(({ version, state }) => [version, state]));
  for (const { version, to } of steps) after.set(version, to);
  const inState = (wanted: ModelState): ModelVersion | null =>
    [...after].find(([, state]) => state === wanted)?.[0] ?? null;
  return { steps, champion: inState('champion'), shadow: inState('shadow') };
}

function find(records: readonly VersionRecord[], version: ModelVersion): VersionRecord {
  const record = records.find((each) => each.version === version);
  if (record !== undefined) return record;
  throw new AppError('MODEL.NOT_FOUND', 'There is no model of this version.');
}

const illegal = (text: string): AppError => new AppError('MODEL.STEP_ILLEGAL', text);
