import type { HoldOutAnswers } from '@eagle/contracts/domain';
import { lasting } from './gate-words.js';

/** Below this share of rows answered, the verdict itself says so. */
const ROWS_ANSWERED_FEW = 0.75;

/**
 * The share of held-out rows that got an answer, and why the rest got none. The sentence is empty
 * when every row got one or nothing was counted.
 */
export function answersOf(answers: HoldOutAnswers | null): {
  readonly areFew: boolean;
  readonly sentence: string;
  /** What to do about it. */
  readonly advice: string;
} {
  if (answers === null || answers.rowsAnswered === answers.rows)
    return { areFew: false, sentence: '', advice: '' };
  const { rows, rowsAnswered, assets, assetsAnswered, windowMsMax } = answers;
  const share = Math.floor((100 * rowsAnswered) / rows);
  return {
    areFew: assetsAnswered < assets || rowsAnswered < ROWS_ANSWERED_FEW * rows,
    sentence:
      ` ${assetsAnswered} of ${assets} asset${assets === 1 ? '' : 's'} and ${share} % of the rows held out were answered: ` +
      `the others have not run for the longest window (${lasting(windowMsMax)}) without a gap.`,
    advice:
      ' Shorter windows and lags (settings.features) answer sooner, and so does a shorter horizon, of which they are made where none are set.',
  };
}
