import {
  ENDING_ACTION_NAMES,
  assetIdSchema,
  componentNameSchema,
  factorSchema,
  ruleIdSchema,
  severitySchema,
  storedAlertSchema,
  type AssetId,
  type Rule,
} from '@eagle/contracts/domain';
import { z } from 'zod';
import { causeSchema } from './cause.js';

/** An event time that never comes; JSON has no infinity. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * The state of one rule for one asset. `idle`: the condition is not known to hold. `pending`: it
 * holds, the on-delay runs. `active`: the alert was raised. `leaving`: it was raised, the condition
 * is gone, and the off-delay runs. A missing value changes nothing.
 */
const ruleMemorySchema = z.object({
  ruleId: ruleIdSchema,
  type: z.enum(['deviation', 'limit', 'flag', 'no-data']),
  /**
   * What the rule measures (see `measuresOf`): a rule that measures something else starts again.
   * Empty in memories of earlier versions.
   */
  measures: z.string().default(''),
  phase: z.enum(['idle', 'pending', 'active', 'leaving']),
  /** Event time at which `pending` or `leaving` began. */
  sinceMs: z.number(),
  /** Band the latest good value is in (index, worst first), with the deadband applied; -1 in none. */
  band: z.number().int(),
  /** Band that the alert last reported. */
  announcedBand: z.number().int(),
  /** Since when the band has been milder than the announced one. */
  milderSinceMs: z.number().nullable(),
  /** Deviation: the set value in force and since when. */
  setValue: z.number().nullable(),
  setValueAtMs: z.number(),
  /** Flag: since when it has been true without a break. */
  trueSinceMs: z.number().nullable(),
  standing: z.boolean(),
  /** Flag: whether it has been seen at all, or the asset before the rule existed. */
  seen: z.boolean(),
  /**
   * No data: when the row that ended the silence was read, used where the row's own time does not
   * show its age.
   */
  leftAtReadMs: z.number().nullable().default(null),
});
export type RuleMemory = z.infer<typeof ruleMemorySchema>;

/** An alert with the state needed to continue it: its causes, and what its readers have seen. */
const episodeFields = z.object({
  alert: storedAlertSchema,
  causes: z.array(causeSchema),
  /**
   * Every rule (null: the prediction) that has been its cause: a first occurrence is news, a later
   * one a repetition.
   */
  known: z.array(ruleIdSchema.nullable()).default([]),
  /** All its kinds of problem so far; a new cause of any of them finds this alert again. */
  kinds: z.array(z.string()),
  clearedAtMs: z.number().nullable(),
  /**
   * How a person ended it. Causes that still hold stay attached, so that they do not raise it again
   * at once.
   */
  endedBy: z.enum(ENDING_ACTION_NAMES).nullable(),
  endedAtMs: z.number().nullable(),
  /** It returned more often than `repeatsMax`: counted, not sent. */
  silent: z.boolean(),
  activeSinceMs: z.number(),
  announcedSeverity: severitySchema,
  /**
   * Revision at which the alert last became worse or got a new cause: a person who saw an older
   * revision has not seen this.
   */
  newsRevision: z.number().int().default(0),
});
export type Episode = z.infer<typeof episodeFields>;

/**
 * Memories of earlier versions do not record what people saw: an acknowledged or ended alert counts
 * as seen.
 */
const episodeSchema = episodeFields.transform((episode): Episode => {
  if (!episode.alert.state.acknowledged && episode.endedBy === null) return episode;
  const causes = episode.causes.map((cause) => ({ ...cause, seen: cause.seen ?? cause.severity }));
  return { ...episode, causes };
});

const predictionMemorySchema = z.object({
  lastSequence: z.number(),
  /**
   * Sequences below the last one whose prediction has not come, as gaps (first, last), oldest first: a killed replica's frames are predicted
   * late, by another one.
   */
  missing: z.array(z.tuple([z.number(), z.number()])).default([]),
  decided: z.number().int(),
  /** Event time of the latest judged row, null before the first. */
  lastAtMs: z.number().nullable(),
  /** Successive rows above both thresholds, and how many of them named each component. */
  streak: z.number().int(),
  votes: z.array(z.object({ component: componentNameSchema, rows: z.number().int() })),
  /** Component of the standing prediction; null while there is none. */
  component: componentNameSchema.nullable(),
  belowSinceMs: z.number().nullable(),
  rival: componentNameSchema.nullable(),
  rivalRows: z.number().int(),
  sentAtMs: z.number(),
  sentProbability: z.number(),
  severity: severitySchema,
  milderSinceMs: z.number().nullable(),
  /**
   * Factors of the latest explained row: not every row is explained, and rarely the one that raises
   * the alert.
   */
  factors: z.array(factorSchema).default([]),
});
export type PredictionMemory = z.infer<typeof predictionMemorySchema>;

/**
 * The state that alerting keeps for one asset: a plain object that survives JSON. The deciding
 * functions advance it in place; the same memory, input, program and ids always give the same
 * changes.
 */
export const assetMemorySchema = z.object({
  v: z.literal(1),
  assetId: assetIdSchema,
  /** Revision of the program that `rules` are aligned to; 0 before the first. */
  revision: z.number().int(),
  /** Highest scan sequence decided; -1 before the first. */
  lastSequence: z.number(),
  /** Scans decided, each once: the ledger. */
  scansDecided: z.number().int(),
  lastScanAtMs: z.number().nullable(),
  firstHeartbeatAtMs: z.number().nullable(),
  lastHeartbeatAtMs: z.number().nullable(),
  /** Latest known operating state and the event time at which it was last seen. */
  state: z.string().nullable(),
  stateAtMs: z.number(),
  /** Event time before which no timer of the episodes can fire. */
  nextDueMs: z.number(),
  rules: z.array(ruleMemorySchema),
  prediction: predictionMemorySchema,
  episodes: z.array(episodeSchema),
});
export type AssetMemory = z.infer<typeof assetMemorySchema>;

/** The memory of a new asset. */
export function newAssetMemory(assetId: AssetId): AssetMemory {
  return {
    v: 1,
    assetId,
    revision: 0,
    lastSequence: -1,
    scansDecided: 0,
    lastScanAtMs: null,
    firstHeartbeatAtMs: null,
    lastHeartbeatAtMs: null,
    state: null,
    stateAtMs: 0,
    nextDueMs: NEVER,
    rules: [],
    prediction: {
      lastSequence: -1,
      missing: [],
      decided: 0,
      lastAtMs: null,
      streak: 0,
      votes: [],
      component: null,
      belowSinceMs: null,
      rival: null,
      rivalRows: 0,
      sentAtMs: 0,
      sentProbability: 0,
      severity: 'low',
      milderSinceMs: null,
      factors: [],
    },
    episodes: [],
  };
}

/** What a rule measures, as a text to compare: the tags it reads and the direction it looks in, not its limits. */
export function measuresOf(rule: Rule): string {
  switch (rule.type) {
    case 'no-data':
      return 'silence';
    case 'flag':
      return rule.tag;
    case 'limit':
      return `${rule.tag} ${rule.side}`;
    case 'deviation':
      return `${rule.tag} ${rule.direction} ${rule.setValueTag}`;
  }
}

/**
 * The state of a rule before its first judgement. `assetSeen`: scans of the asset have been decided
 * before, so a flag that is true now is news.
 */
export function newRuleMemory(rule: Rule, assetSeen: boolean): RuleMemory {
  return {
    ruleId: rule.id,
    type: rule.type,
    measures: measuresOf(rule),
    phase: 'idle',
    sinceMs: 0,
    band: -1,
    announcedBand: -1,
    milderSinceMs: null,
    setValue: null,
    setValueAtMs: 0,
    trueSinceMs: null,
    standing: false,
    seen: assetSeen,
    leftAtReadMs: null,
  };
}

/** The newest known event time of the asset; null before its first row. */
export function clockOf(memory: AssetMemory): number | null {
  const newest = Math.max(
    memory.lastScanAtMs ?? -Infinity,
    memory.lastHeartbeatAtMs ?? -Infinity,
    memory.prediction.lastAtMs ?? -Infinity,
  );
  return Number.isFinite(newest) ? newest : null;
}
