import { german } from '@eagle/alerts/render/german';
import type { AppErrorCode } from '@eagle/contracts/domain';
import type { Sentences } from '../sentences.js';
import { untranslated } from '../untranslated.js';
import { errors, otherError, tryAgainIn } from './errors.js';
import {
  FEED_ANSWERS,
  feedBehind,
  feedProblems,
  feedRemarks,
  LOOK_COST,
  NOT_COMPARED,
  takeOverPauses,
} from './feeds.js';
import { mistakes } from './mistakes.js';
import {
  ATTENTION,
  checkText,
  findingText,
  servingCauses,
  steps,
  trainingStages,
  trainingWaits,
  verdictText,
  warming,
} from './models.js';

/** It says only that there are mistakes; each has its own. */
const INVALID: AppErrorCode = 'REQUEST.INVALID';

const errorTexts: ReadonlyMap<string, string> = new Map(Object.entries(errors));

const day = new Intl.DateTimeFormat('de', { dateStyle: 'medium' });
const dayOf = (instant: string): string => day.format(new Date(instant));

/** Of one unit, with a narrow space: `12 s`, `5 min`, `3 h`, `2 d`, as ages are written everywhere. */
function lag(ms: number): string {
  if (ms < 90_000) return `${Math.round(ms / 1_000)}\u202fs`;
  if (ms < 90 * 60_000) return `${Math.round(ms / 60_000)}\u202fmin`;
  return ms < 48 * 3_600_000
    ? `${Math.round(ms / 3_600_000)}\u202fh`
    : `${Math.round(ms / 86_400_000)}\u202fd`;
}

export const deutsch: Sentences = {
  alertTitle: ({ title, causes: [first] }) => (first === undefined ? title : german.titleOf(first.facts)),
  causeText: ({ facts }) => german.textOf(facts),
  refusal: ({ code, retryAfterSeconds }) => {
    const text = errorTexts.get(code) ?? otherError(code);
    return retryAfterSeconds === null ? text : `${text} ${tryAgainIn(retryAfterSeconds)}`;
  },
  mistake: ({ detail, code, about = '' }, refusedWith) => {
    if (code !== undefined && code !== 'schema') return mistakes[code](about);
    const text = refusedWith === null || refusedWith === INVALID ? undefined : errorTexts.get(refusedWith);
    if (text !== undefined) return text;
    return code === undefined && refusedWith === null ? detail : untranslated('mistake', detail);
  },
  error: (code) => errorTexts.get(code) ?? otherError(code),
  feed: ({ state, problem, reason, remark, lagMs }) => {
    if (problem !== 'none') return feedProblems[problem];
    if (state === 'down' || remark === undefined) return untranslated('feed', reason);
    return remark === 'behind' ? feedBehind(lagMs == null ? null : lag(lagMs)) : feedRemarks[remark];
  },
  feedTest: ({ problem }) => (problem === 'none' ? FEED_ANSWERS : feedProblems[problem]),
  // The reason in German and the cells stand beside it.
  rejectedRow: () => '',
  lookCost: () => LOOK_COST,
  notCompared: () => NOT_COMPARED,
  takeOverPause: ({ reason }) => takeOverPauses[reason],
  serving: ({ reason, cause, version }) => {
    if (reason === '') return '';
    if (cause === undefined) return untranslated('serving', reason);
    return cause === 'warming' ? warming(version) : servingCauses[cause];
  },
  training: ({ stage, waitsFor }) =>
    waitsFor === undefined ? trainingStages[stage] : trainingWaits[waitsFor],
  attention: () => ATTENTION,
  finding: (finding) => findingText(finding, dayOf) ?? untranslated(finding.code, finding.message),
  verdict: verdictText,
  check: checkText,
  step: ({ action, actorId, reason }) => (actorId === null ? steps[action] : reason),
};
