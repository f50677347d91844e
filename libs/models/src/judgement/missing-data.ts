import type { Judgement, Verdict } from '@eagle/contracts/domain';
import { eventsInWords, lasting } from './gate-words.js';

/** The contents of a record before training. */
export interface RecordFacts {
  readonly rows: number;
  readonly failing: number;
  readonly quiet: number;
  readonly failures: number;
  readonly failuresMin: number;
  readonly horizonMs: number;
  /** Longest record of one asset, from its first row to its last. */
  readonly longestRecordMs: number;
}

/**
 * Refuses a record that no model can learn from.
 * @returns null where training may go on; else the verdict with what is missing.
 */
export function refuseRecord(facts: RecordFacts): Verdict | null {
  const sentence = missingIn(facts);
  if (sentence === null) return null;
  return {
    promote: false,
    reason: sentence,
    checks: [{ name: 'data', passed: false, sentence }],
    clockTrap: false,
  };
}

function missingIn(facts: RecordFacts): string | null {
  const { rows, failing, quiet, failures, failuresMin, horizonMs, longestRecordMs } = facts;
  const found = failures === 1 ? '1 failure is' : `${failures} failures are`;
  if (rows === 0) return 'The record holds no usable rows.';
  if (failures === 0) return 'No failures are known in this record: there is nothing to learn from.';
  if (horizonMs > longestRecordMs)
    return tooFar(horizonMs, longestRecordMs, 'the longest record of an asset');
  if (failing === 0)
    return `Not one row lies within ${lasting(horizonMs)} before a failure: nothing shows what comes before one.`;
  if (quiet === 0) return 'Every row lies before a failure: nothing shows what health looks like.';
  if (failures < failuresMin) return `${found} known; ${failuresMin} are needed to learn from.`;
  return null;
}

const tooFar = (horizonMs: number, recordMs: number, record: string): string =>
  `The horizon of ${lasting(horizonMs)} is longer than ${record} (${lasting(recordMs)}).`;

/** What the held-out rows lack for judging a model; null when nothing is missing. */
export function missingToJudge(judgement: Judgement, eventsMin: number): string | null {
  const { heldBack, model, eventsNotJudged, horizonMs, leadMsMin } = judgement;
  const { events } = model.event;
  if (heldBack.rows === 0) return 'There are no held-out rows to judge on.';
  if (events === 0 && eventsNotJudged === 0)
    return 'No failures are known in the held-out rows: nothing can be judged.';
  if (horizonMs > heldBack.longestRecordMs) {
    return tooFar(horizonMs, heldBack.longestRecordMs, 'the longest record held out');
  }
  if (events === 0) {
    return (
      (eventsNotJudged === 1
        ? `The one ${eventsInWords(judgement, 1).slice(2)} has no`
        : `None of the ${eventsInWords(judgement, eventsNotJudged)} has a`) +
      ` held-out row between ${lasting(horizonMs)} and ` +
      `${lasting(leadMsMin)} before it: nobody could have warned in time.`
    );
  }
  if (heldBack.failing === 0) return 'Not one held-out row lies before a failure: there is one class only.';
  if (heldBack.quiet === 0) return 'Every held-out row lies before a failure: there is one class only.';
  if (events < eventsMin) {
    return `Only ${eventsInWords(judgement, events)} can be judged on the held-out rows; ${eventsMin} are needed.`;
  }
  return null;
}
