import type { ModelUse } from '@eagle/contracts/bus';
import {
  MODEL_AGE_MS_MAX,
  MODEL_FINDING_CODES,
  MODEL_INACTIVE_VERSIONS_MAX,
  MODEL_STORED_BYTES_MAX,
  MODEL_UNUSED_MS_MAX,
  type ModelFinding,
  type ModelVersion,
} from '@eagle/contracts/domain';
import { unusedSinceMs } from './model-use.js';

/** Facts about one organization that the health watch uses. */
export interface WatchedFacts {
  /** The serving version; null: rules only, which this watch does not cover. */
  readonly live: {
    readonly version: ModelVersion;
    /** Null: the register does not know (yet). */
    readonly trainedAtMs: number | null;
    readonly use: ModelUse;
  } | null;
  /** Versions that neither serve nor run in shadow. */
  readonly inactiveVersions: number;
  /** Size of all of its bundles in the artifact store. */
  readonly storedBytes: number;
}

/**
 * The findings, in the order of `MODEL_FINDING_CODES`. Pure: a value at a bound gives no finding, a
 * value beyond it does.
 */
export function watchModels(facts: WatchedFacts, nowMs: number): ModelFinding[] {
  const found = [oldOf(facts, nowMs), unusedOf(facts, nowMs), tooManyOf(facts), tooMuchOf(facts)];
  return found.filter((each) => each !== null);
}

/** Findings that are new compared with the previous look, by their codes. */
export function changesOfWatch(
  before: readonly ModelFinding[],
  now: readonly ModelFinding[],
): { appeared: ModelFinding[]; gone: ModelFinding[] } {
  const without = (all: readonly ModelFinding[], others: readonly ModelFinding[]): ModelFinding[] =>
    all.filter(({ code }) => !others.some((other) => other.code === code));
  return { appeared: without(now, before), gone: without(before, now) };
}

/** The number of organizations with each finding, by code; zero for a code without findings. */
export function countByCode(watches: Iterable<readonly ModelFinding[]>): Map<ModelFinding['code'], number> {
  const counts = new Map(MODEL_FINDING_CODES.map((code) => [code, 0]));
  for (const findings of watches) {
    for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

function oldOf({ live }: WatchedFacts, nowMs: number): ModelFinding | null {
  if (live === null || live.trainedAtMs === null || nowMs - live.trainedAtMs <= MODEL_AGE_MS_MAX) return null;
  const { version } = live;
  const trainedAt = instantOf(live.trainedAtMs);
  const message = `The live version ${version} was trained more than ${days(MODEL_AGE_MS_MAX)} days ago, on ${trainedAt.slice(0, 10)}. Train a new one, or look why newer ones do not serve.`;
  return { code: 'MODEL.OLD', message, version, trainedAt };
}

function unusedOf({ live }: WatchedFacts, nowMs: number): ModelFinding | null {
  if (live === null) return null;
  const sinceMs = unusedSinceMs(live.use);
  if (nowMs - sinceMs <= MODEL_UNUSED_MS_MAX) return null;
  const { version } = live;
  const unusedSince = instantOf(sinceMs);
  const message = `Nothing was predicted with the live version ${version} for more than ${hours(MODEL_UNUSED_MS_MAX)} hours, since ${minuteOf(unusedSince)}. See whether the feed still brings data.`;
  return { code: 'MODEL.UNUSED', message, version, unusedSince };
}

function tooManyOf({ inactiveVersions }: WatchedFacts): ModelFinding | null {
  if (inactiveVersions <= MODEL_INACTIVE_VERSIONS_MAX) return null;
  const message = `${inactiveVersions} inactive versions are kept, more than ${MODEL_INACTIVE_VERSIONS_MAX}. Delete those that nobody needs.`;
  return { code: 'MODEL.TOO_MANY_VERSIONS', message, inactiveVersions };
}

function tooMuchOf({ storedBytes }: WatchedFacts): ModelFinding | null {
  if (storedBytes <= MODEL_STORED_BYTES_MAX) return null;
  const message = `The stored versions take ${megabytes(storedBytes)} MB, more than ${megabytes(MODEL_STORED_BYTES_MAX)} MB. Delete those that nobody needs.`;
  return { code: 'MODEL.TOO_MUCH_STORED', message, storedBytes };
}

const instantOf = (atMs: number): string => new Date(atMs).toISOString();
/** `2026-01-31 14:05 UTC` */
const minuteOf = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
const days = (ms: number): number => ms / (24 * 3_600_000);
const hours = (ms: number): number => ms / 3_600_000;
/** Rounded up, so a value above a bound also reads as above it. */
const megabytes = (bytes: number): number => Math.ceil(bytes / 100_000) / 10;
