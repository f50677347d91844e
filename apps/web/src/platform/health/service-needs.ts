import type { Replica, Service, WatchedService } from './vitals.js';

/** Why a service needs somebody; the first one is the worst. */
export const SERVICE_NEEDS = [
  'silent',
  'no-leader',
  'not-ready',
  'missing',
  'unreadable',
  'loop-blocked',
  'heap-full',
  'restarted',
  'versions',
] as const;
export type ServiceNeedKind = (typeof SERVICE_NEEDS)[number];

export type ServiceNeed =
  /** No replica answers; `lastSeenAt` null: none has answered since the gateway asks. */
  | { readonly kind: 'silent'; readonly lastSeenAt: string | null }
  | { readonly kind: 'no-leader' }
  /** The reasons are sentences of the service. */
  | { readonly kind: 'not-ready'; readonly replica: string; readonly reasons: string }
  /** `silent`: replicas that answered before, by name; empty where none is known. */
  | {
      readonly kind: 'missing';
      readonly answering: number;
      readonly wanted: number;
      readonly silent: string;
    }
  | { readonly kind: 'unreadable'; readonly count: number }
  | { readonly kind: 'loop-blocked'; readonly replica: string; readonly delayMs: number }
  | { readonly kind: 'heap-full'; readonly replica: string; readonly share: number }
  | {
      readonly kind: 'restarted';
      readonly replica: string;
      readonly count: number;
      readonly startedAt: string;
    }
  | { readonly kind: 'versions'; readonly versions: string };

/** Work that waits a second for its turn has missed every promise of the platform. */
const LOOP_DELAY_MS_MAX = 1_000;
/** At its bound the process ends. */
const HEAP_SHARE_MAX = 0.9;
/** A restart is news for as long as figures are kept. */
const NEWS_MS = 15 * 60_000;

/** Everything that a service needs somebody for, the worst first. */
export function serviceNeedsOf(watched: WatchedService, nowMs: number): ServiceNeed[] {
  const { replicas, unreadable } = watched;
  const answering = replicas.filter(({ isAnswering }) => isAnswering);
  if (answering.length === 0 && unreadable === 0) return [silence(replicas)];
  const found: ServiceNeed[] = [
    ...leaderNeeds(answering),
    ...missingNeeds(watched, answering),
    ...(unreadable === 0 ? [] : [{ kind: 'unreadable', count: unreadable } as const]),
    ...versionNeeds(answering),
    ...answering.flatMap((replica) => replicaNeeds(replica, nowMs)),
  ];
  return found.toSorted((a, b) => SERVICE_NEEDS.indexOf(a.kind) - SERVICE_NEEDS.indexOf(b.kind));
}

function silence(replicas: readonly Replica[]): ServiceNeed {
  const seen = replicas.map(({ lastSeenAt }) => lastSeenAt).toSorted();
  return { kind: 'silent', lastSeenAt: seen.at(-1) ?? null };
}

/** Replicas that all stand by wait for a leader that nobody is. */
function leaderNeeds(answering: readonly Replica[]): ServiceNeed[] {
  const isElected = answering.some(({ role }) => role === 'standby');
  return isElected && !answering.some(({ role }) => role === 'leader') ? [{ kind: 'no-leader' }] : [];
}

function missingNeeds(
  { replicas, replicasDeclared, unreadable }: WatchedService,
  answering: readonly Replica[],
): ServiceNeed[] {
  const silent = replicas.filter(({ isAnswering }) => !isAnswering).map(({ replica }) => replica);
  const wanted = Math.max(replicasDeclared ?? 0, replicas.length);
  if (answering.length + unreadable >= wanted) return [];
  return [{ kind: 'missing', answering: answering.length, wanted, silent: silent.join(', ') }];
}

function versionNeeds(answering: readonly Replica[]): ServiceNeed[] {
  const versions = [...new Set(answering.map(({ version }) => version))].toSorted();
  return versions.length < 2 ? [] : [{ kind: 'versions', versions: versions.join(', ') }];
}

function replicaNeeds(known: Replica, nowMs: number): ServiceNeed[] {
  const { replica, isReady, problems, restarts: count, startedAt, loopDelayMsMax, heapShare } = known;
  const isNews = count > 0 && nowMs - Date.parse(startedAt) < NEWS_MS;
  return [
    ...(isReady ? [] : [{ kind: 'not-ready', replica, reasons: reasonsOf(problems) } as const]),
    ...(loopDelayMsMax < LOOP_DELAY_MS_MAX
      ? []
      : [{ kind: 'loop-blocked', replica, delayMs: loopDelayMsMax } as const]),
    ...(heapShare < HEAP_SHARE_MAX ? [] : [{ kind: 'heap-full', replica, share: heapShare } as const]),
    ...(isNews ? [{ kind: 'restarted', replica, count, startedAt } as const] : []),
  ];
}

const reasonsOf = (problems: Replica['problems']): string =>
  problems.map(({ check, reason }) => (reason === '' ? check : `${check}: ${reason}`)).join('; ');

export interface ServiceRow {
  readonly watched: WatchedService;
  /** The worst first. */
  readonly needs: readonly ServiceNeed[];
}

/** The services that need somebody first, the worst on top; the others in their order. */
export function serviceRows(services: readonly WatchedService[], nowMs: number): ServiceRow[] {
  const worst = ({ needs: [first] }: ServiceRow): number =>
    first === undefined ? SERVICE_NEEDS.length : SERVICE_NEEDS.indexOf(first.kind);
  return inOrder(services)
    .map((watched) => ({ watched, needs: serviceNeedsOf(watched, nowMs) }))
    .toSorted((a, b) => worst(a) - worst(b));
}

/** In the order in which a row of a plant goes through them. */
const ORDER: readonly Service[] = [
  'gateway',
  'data-processor',
  'prediction',
  'alerting',
  'model-cache',
  'training',
  'historian',
];

export const inOrder = (services: readonly WatchedService[]): WatchedService[] =>
  services.toSorted((a, b) => ORDER.indexOf(a.service) - ORDER.indexOf(b.service));

export type ServiceState = 'ready' | 'partly' | 'not-ready' | 'silent';

export interface ReadyCount {
  readonly state: ServiceState;
  readonly ready: number;
  readonly replicas: number;
}

/** `2 of 2`: replicas that answer and are ready, of those that are there or should be. */
export function readyCount({ replicas, replicasDeclared }: WatchedService): ReadyCount {
  const ready = replicas.filter(({ isAnswering, isReady }) => isAnswering && isReady).length;
  const wanted = Math.max(replicasDeclared ?? 0, replicas.length);
  const isSilent = !replicas.some(({ isAnswering }) => isAnswering);
  return { state: isSilent ? 'silent' : stateOf(ready, wanted), ready, replicas: wanted };
}

const stateOf = (ready: number, wanted: number): ServiceState =>
  ready === wanted ? 'ready' : ready === 0 ? 'not-ready' : 'partly';
