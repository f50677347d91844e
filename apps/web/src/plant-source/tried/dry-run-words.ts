import { shareText } from '../../charts/index.js';
import type { Texts } from '../../texts/index.js';
import { delayText } from '../../time/index.js';
import type { Verdict } from './dry-run-verdicts.js';

/** One thing to know of a dry run, as a sentence. */
export function verdictText(
  { kind, values }: Verdict,
  { t, language }: Pick<Texts, 't' | 'language'>,
): string {
  const { count = 0 } = values;
  const time = delayText(values.ms ?? 0, language);
  switch (kind) {
    case 'no-rows':
    case 'no-scans':
      return t(`onboarding.verdict.${kind}`);
    case 'rows-good':
    case 'silent-tags':
      return t(`onboarding.verdict.${kind}`, { count });
    case 'rejected':
      return t('onboarding.verdict.rejected', { count, share: shareText(values.share ?? 0, language) });
    case 'clock-good':
    case 'clock-ahead':
    case 'clock-behind':
    case 'look-quick':
    case 'look-slow':
      return t(`onboarding.verdict.${kind}`, { time });
  }
}
