import { Random, type RandomState } from '../random/random.js';
import type { MachineTruth, TruthEntry } from '../truth/truth.js';
import { beginFault, moveTrip, progressOf, trip, type DevelopingFault } from './developing-fault.js';

/** All present and future faults of one asset. Plain data. */
export interface FaultCourse {
  random: RandomState;
  /** Faults that develop or are under repair. */
  faults: DevelopingFault[];
  /** Healthy running time left until the next fault begins, milliseconds. */
  nextInMs: number;
  /**
   * Components that must still fail before every component has had its turn: all appear about
   * equally often.
   */
  bag: string[];
  count: number;
}

/** The possible faults of an asset. */
export interface FaultKinds {
  readonly asset: string;
  /** Flag that each component raises when it fails. */
  readonly flags: Readonly<Record<string, string>>;
  /** Components that fail by themselves; the others fail only on request. */
  readonly recurring: readonly string[];
  /**
   * Healthy running time between repair and the next beginning, milliseconds, lowest and highest.
   */
  readonly pauseMs: readonly [number, number];
}

/** Orders a fault that raises its flag at about `nowMs + tripInMs`. */
export interface FaultOrder {
  readonly component: string;
  readonly tripInMs: number;
  /** How long a new fault counts as already developing: it starts correspondingly advanced. */
  readonly developedForMs: number;
}

export function createCourse(random: RandomState, kinds: FaultKinds): FaultCourse {
  const course: FaultCourse = { random, faults: [], nextInMs: 0, bag: [], count: 0 };
  course.nextInMs = new Random(random).between(...kinds.pauseMs);
  return course;
}

/**
 * Advances time: begins faults while the asset runs (`mayBegin`), trips and repairs them. Entries
 * of the events are appended to `truth`. At most one fault at a time begins by itself.
 */
export function advanceCourse(
  course: FaultCourse,
  kinds: FaultKinds,
  nowMs: number,
  dtMs: number,
  mayBegin: boolean,
  truth: TruthEntry[],
): void {
  const random = new Random(course.random);
  for (const fault of course.faults) {
    if (fault.trippedAtMs !== null || progressOf(fault, nowMs) < 1) continue;
    trip(fault, nowMs, random);
    truth.push(entry('tripped', fault, kinds, nowMs));
  }
  const repaired = course.faults.filter(
    (fault) => fault.repairedAtMs !== null && fault.repairedAtMs <= nowMs,
  );
  if (repaired.length > 0) {
    course.faults = course.faults.filter((fault) => !repaired.includes(fault));
    course.nextInMs = random.between(...kinds.pauseMs);
    for (const fault of repaired) truth.push(entry('repaired', fault, kinds, nowMs));
  }
  if (!mayBegin || course.faults.length > 0) return;
  course.nextInMs -= dtMs;
  if (course.nextInMs > 0) return;
  if (course.bag.length === 0) course.bag = random.shuffled(kinds.recurring);
  const component = course.bag.pop();
  if (component !== undefined) begin(course, kinds, component, nowMs, truth);
}

/** Begins a fault now. */
export function begin(
  course: FaultCourse,
  kinds: FaultKinds,
  component: string,
  nowMs: number,
  truth: TruthEntry[],
  durationMs?: number,
): DevelopingFault {
  course.count += 1;
  const faultId = `${kinds.asset}-${String(course.count)}`;
  const fault = beginFault(faultId, component, nowMs, new Random(course.random), durationMs);
  course.faults.push(fault);
  truth.push(entry('developing', fault, kinds, nowMs));
  return fault;
}

/**
 * Starts the ordered fault, or accelerates the developing one of that component. A component under
 * repair is left alone.
 * @returns the fault's id, or null when the component is under repair.
 */
export function orderFault(
  course: FaultCourse,
  kinds: FaultKinds,
  order: FaultOrder,
  nowMs: number,
  truth: TruthEntry[],
): string | null {
  const tripsAtMs = nowMs + order.tripInMs;
  const present = course.faults.find((fault) => fault.component === order.component);
  if (present !== undefined) {
    if (present.trippedAtMs !== null) return null;
    moveTrip(present, nowMs, tripsAtMs);
    truth.push(entry('moved', present, kinds, nowMs));
    return present.faultId;
  }
  const fault = begin(course, kinds, order.component, nowMs, truth, order.tripInMs);
  fault.anchorProgress = order.developedForMs / Math.max(1, order.developedForMs + order.tripInMs);
  return fault.faultId;
}

/** The fault of a component, developing or under repair. */
export function faultOf(course: FaultCourse, component: string): DevelopingFault | undefined {
  return course.faults.find((fault) => fault.component === component);
}

function entry(
  what: MachineTruth['what'],
  fault: DevelopingFault,
  kinds: FaultKinds,
  atMs: number,
): MachineTruth {
  return {
    what,
    faultId: fault.faultId,
    asset: kinds.asset,
    component: fault.component,
    flag: kinds.flags[fault.component] ?? '',
    atMs,
    developingSinceMs: fault.developingSinceMs,
    tripsAtMs: fault.trippedAtMs ?? fault.tripsAtMs,
    repairedAtMs: fault.repairedAtMs,
  };
}
