import type { ShownFacts } from '@eagle/alerts/render';
import type {
  FeedProblem,
  FeedRemark,
  GateCheckName,
  ModelAction,
  ServingCause,
  TakeOverPause,
  TrainingStage,
  TrainingWait,
} from '@eagle/contracts/domain';
import type { MistakeCode } from '@eagle/contracts/rest';

/** An alert: its weightiest cause comes first. */
export interface SaidOfAlert {
  readonly title: string;
  readonly causes: readonly SaidOfCause[];
}
export interface SaidOfCause {
  readonly title: string;
  readonly text: string;
  readonly facts: ShownFacts;
}

export interface SaidOfRefusal {
  readonly code: string;
  /** What the platform said. */
  readonly detail: string;
  readonly retryAfterSeconds: number | null;
}

export interface SaidOfMistake {
  readonly detail: string;
  readonly code?: MistakeCode | undefined;
  readonly about?: string | undefined;
}

export interface SaidOfFeed {
  readonly state: 'ok' | 'degraded' | 'down';
  readonly problem: FeedProblem;
  readonly reason: string;
  readonly remark?: FeedRemark | undefined;
  readonly lagMs?: number | null | undefined;
}

/** Whether a source answers. */
export interface SaidOfFeedTest {
  readonly ok: boolean;
  readonly problem: FeedProblem;
  readonly reason: string;
}

export interface SaidOfPause {
  readonly reason: TakeOverPause;
  readonly explanation: string;
}

export interface SaidOfServing {
  readonly version: string | null;
  readonly reason: string;
  readonly cause?: ServingCause | undefined;
}

export interface SaidOfTraining {
  readonly stage: TrainingStage;
  readonly reason: string;
  readonly waitsFor?: TrainingWait | undefined;
}

/** A finding of the health watch, with the figures of its code. */
export interface SaidOfFinding {
  readonly code: string;
  readonly message: string;
  readonly version?: string | undefined;
  readonly trainedAt?: string | undefined;
  readonly unusedSince?: string | undefined;
  readonly inactiveVersions?: number | undefined;
  readonly storedBytes?: number | undefined;
}

interface SaidOfContender {
  readonly event: {
    readonly events: number;
    readonly warnedInTime: number;
    readonly falseAlarms: number;
    readonly assetDays: number;
    readonly leadMinutesMedian: number | null;
  };
}

/** The figures that the checks of the gate are made from. */
export interface SaidOfJudgement {
  readonly model: SaidOfContender & { readonly averagePrecision: { readonly value: number | null } };
  readonly clock: SaidOfContender;
  readonly rules: SaidOfContender | null;
  readonly heldBack: { readonly baseRate: number | null };
  readonly calibration: { readonly expectedError: number | null };
  readonly warnedByChanceShare: number;
}

export interface SaidOfCheck {
  readonly name: GateCheckName;
  readonly passed: boolean;
  readonly sentence: string;
  readonly subject?: string | undefined;
}

/** The verdict on a version. The judgement is null where only the list of versions was read. */
export interface SaidOfVerdict {
  readonly verdict: {
    readonly promote: boolean;
    readonly reason: string;
    readonly checks: readonly SaidOfCheck[];
  };
  readonly event: SaidOfContender['event'] | null;
  readonly judgement: SaidOfJudgement | null;
}

export interface SaidOfStep {
  readonly action: ModelAction;
  /** Null: the platform itself. */
  readonly actorId: string | null;
  readonly reason: string;
}

/**
 * The sentences that the platform makes, in the reader's language, from the facts that come beside
 * them. Words that people wrote (titles of rules, recommended actions, reasons of admins) stay as
 * they are.
 */
export interface Sentences {
  readonly alertTitle: (alert: SaidOfAlert) => string;
  readonly causeText: (cause: SaidOfCause) => string;
  readonly refusal: (refusal: SaidOfRefusal) => string;
  /**
   * One mistake of a refused form.
   * @param refusedWith  The code of the refusal; null: the page itself found the mistake, and has said it
   * in the reader's language.
   */
  readonly mistake: (mistake: SaidOfMistake, refusedWith: string | null) => string;
  /** Why a message or a row could not be used. */
  readonly error: (code: string, sentence: string) => string;
  readonly feed: (feed: SaidOfFeed) => string;
  readonly feedTest: (test: SaidOfFeedTest) => string;
  /** What exactly was wrong with a row, beside its reason and its cells. */
  readonly rejectedRow: (detail: string) => string;
  /** The cost of looks at a table, and what would make them cheap. */
  readonly lookCost: (sentence: string) => string;
  /** Why the rows that were read are not compared with the source. */
  readonly notCompared: (sentence: string) => string;
  /** Why the past is not taken over from the source now. */
  readonly takeOverPause: (pause: SaidOfPause) => string;
  readonly serving: (serving: SaidOfServing) => string;
  readonly training: (training: SaidOfTraining) => string;
  /** What admins must do about trainings that failed. */
  readonly attention: (sentence: string) => string;
  readonly finding: (finding: SaidOfFinding) => string;
  readonly verdict: (verdict: SaidOfVerdict) => string;
  readonly check: (check: SaidOfCheck, judgement: SaidOfJudgement | null) => string;
  readonly step: (step: SaidOfStep) => string;
}

/** English: as the platform sent them. */
export const sentencesAsSent: Sentences = {
  alertTitle: ({ title }) => title,
  causeText: ({ text }) => text,
  refusal: ({ detail }) => detail,
  mistake: ({ detail }) => detail,
  error: (_, sentence) => sentence,
  feed: ({ reason }) => reason,
  feedTest: ({ reason }) => reason,
  rejectedRow: (detail) => detail,
  lookCost: (sentence) => sentence,
  notCompared: (sentence) => sentence,
  takeOverPause: ({ explanation }) => explanation,
  serving: ({ reason }) => reason,
  training: ({ reason }) => reason,
  attention: (sentence) => sentence,
  finding: ({ message }) => message,
  verdict: ({ verdict }) => verdict.reason,
  check: ({ sentence }) => sentence,
  step: ({ reason }) => reason,
};
