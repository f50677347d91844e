import type { Alert } from '@eagle/contracts/domain';

/** A version of an alert: each change makes one. */
export interface Version {
  readonly alertId: string;
  readonly revision: number;
}

export interface Held {
  /** What was published to the gateway. */
  readonly published: readonly Version[];
  /** What the gateway sent to the browser. */
  readonly pushed: readonly Version[];
  /** Every alert that is not over, as it was published last. */
  readonly standing: readonly Alert[];
  /** The list as a person reads it: the name of each row’s badge. */
  readonly list: ReadonlyMap<string, string>;
  /** Counts of the annunciator, which the store of the page makes: the title of each priority. */
  readonly counts: readonly string[];
}

/** What is missing at each step between the gateway and the eyes. */
export interface Ledger {
  readonly published: number;
  readonly notPushed: number;
  readonly countsWrong: number;
  readonly notInList: number;
  readonly outdatedInList: number;
  readonly tooManyInList: number;
}

const PRIORITIES = ['critical', 'high', 'medium', 'low'] as const;
const keyOf = ({ alertId, revision }: Version): string => `${alertId}.${revision}`;
const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/** Compares what was published with what the browser received, counts and shows. */
export function ledgerOf({ published, pushed, standing, list, counts }: Held): Ledger {
  const received = new Set(pushed.map(keyOf));
  const missing = standing.filter(({ id }) => !list.has(id));
  const outdated = standing.filter((alert) => {
    const badge = list.get(alert.id);
    return badge !== undefined && badge !== badgeOf(alert);
  });
  const wanted = new Set(PRIORITIES.map((priority) => countOf(priority, standing)));
  return {
    published: published.length,
    notPushed: published.filter((version) => !received.has(keyOf(version))).length,
    countsWrong: [...wanted].filter((text) => !counts.includes(text)).length,
    notInList: missing.length,
    outdatedInList: outdated.length,
    tooManyInList: list.size - (standing.length - missing.length),
  };
}

/** Everything that is missing or wrong anywhere. */
export const lostIn = (ledger: Ledger): number =>
  ledger.notPushed +
  ledger.countsWrong +
  ledger.notInList +
  ledger.outdatedInList +
  Math.max(0, ledger.tooManyInList);

/** As a screen reader says it, in English. */
function badgeOf({ severity, state: { active, acknowledged } }: Alert): string {
  const how = active ? (acknowledged ? 'acknowledged' : 'unacknowledged') : 'cleared';
  return `${capital(severity)}, ${how}`;
}

function countOf(priority: (typeof PRIORITIES)[number], standing: readonly Alert[]): string {
  const active = standing.filter(({ severity, state }) => severity === priority && state.active);
  const unacknowledged = active.filter(({ state }) => !state.acknowledged);
  return `${capital(priority)}: ${unacknowledged.length} unacknowledged of ${active.length} active`;
}
