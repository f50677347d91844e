import type { Alert, Severity } from '../api/index.js';
import { groupRows, SEVERITIES } from '../live/index.js';
import { toneOf } from './tones.js';

/** What has been heard so far. */
export interface SoundState {
  /** Alerts whose tone has sounded, or that were known before anybody listened. */
  readonly heard: ReadonlySet<string>;
  readonly soundedAt: number;
  /** Silenced until then; only a higher priority than these breaks it. */
  readonly silence: { readonly until: number; readonly severity: Severity | null } | null;
}

export const NOTHING_HEARD: SoundState = { heard: new Set(), soundedAt: 0, silence: null };

export const SILENCE_MS = 60_000;
/** What is older came while nobody was connected: it does not sound as if it were new. */
const FRESH_MS = 60_000;

/** The alert that sounds; its priority and whether it was predicted choose the tone. */
export type Sounding = Pick<Alert, 'id' | 'severity' | 'origin'>;

const rankOf = (severity: Severity): number => SEVERITIES.indexOf(severity);

const waits = ({ state }: Alert): boolean =>
  state.active && !state.acknowledged && !state.shelved && !state.suppressed && !state.outOfService;

const worst = (alerts: readonly Alert[]): Alert | null =>
  alerts.reduce<Alert | null>(
    (found, alert) => (found === null || rankOf(alert.severity) < rankOf(found.severity) ? alert : found),
    null,
  );

/**
 * Decides what sounds now: a new alert at once, else the worst that waits, at its interval.
 * @param isFlood  Then a tone is for a group, not for an alert; a group that becomes worse sounds
 *   again.
 */
export function decideSound(
  before: SoundState,
  alerts: Iterable<Alert>,
  now: number,
  isFlood = false,
): { readonly state: SoundState; readonly sounding: Sounding | null } {
  const waiting = [...alerts].filter((alert) => waits(alert) && toneOf(alert.severity, false) !== null);
  const unheard = waiting.filter(({ id }) => !before.heard.has(id));
  const recent = unheard.filter(({ raisedAt }) => now - Date.parse(raisedAt) < FRESH_MS);
  const fresh = worst(isFlood ? worseThanHeard(recent, waiting, before.heard) : recent);
  // Only alerts that wait: what is over is forgotten, so that the set stays small.
  const heard = new Set(waiting.map(({ id }) => id));
  const silence = before.silence !== null && now < before.silence.until ? before.silence : null;
  const next = { ...before, heard, silence };
  const candidate = fresh ?? due(waiting, before.soundedAt, now);
  if (candidate === null || isSilenced(silence, candidate.severity)) return { state: next, sounding: null };
  return { state: { ...next, silence: null, soundedAt: now }, sounding: candidate };
}

/** Alerts that are worse than everything of their group that has been heard. */
function worseThanHeard(
  recent: readonly Alert[],
  waiting: readonly Alert[],
  heard: ReadonlySet<string>,
): Alert[] {
  if (recent.length === 0) return [];
  const candidates = new Set(recent);
  return groupRows(waiting, (alert) => alert).flatMap((group) => {
    const known = worst(group.filter(({ id }) => heard.has(id)));
    return group.filter(
      (alert) => candidates.has(alert) && (known === null || rankOf(alert.severity) < rankOf(known.severity)),
    );
  });
}

function due(waiting: readonly Alert[], soundedAt: number, now: number): Alert | null {
  const candidate = worst(waiting);
  if (candidate === null) return null;
  const everyMs = toneOf(candidate.severity, false)?.everyMs ?? null;
  return everyMs !== null && now - soundedAt >= everyMs ? candidate : null;
}

const isSilenced = (silence: SoundState['silence'], severity: Severity): boolean =>
  silence !== null && silence.severity !== null && rankOf(severity) >= rankOf(silence.severity);

/** Silences what waits now, and everything that is not worse. */
export function silenced(state: SoundState, alerts: Iterable<Alert>, now: number): SoundState {
  const severity = worst([...alerts].filter(waits))?.severity ?? 'low';
  return { ...state, silence: { until: now + SILENCE_MS, severity } };
}
