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

/** The words of the feed's page; the wizard reads no log entries, so their reasons do not come. */
const REASONS = [
  'key-missing',
  'time-missing',
  'time-unreadable',
  'time-in-future',
  'too-late',
  'asset-unknown',
  'asset-missing',
  'all-values-missing',
  'value-not-a-number',
  'value-not-finite',
  'tag-unknown',
] as const;

/** Why rows or values could not be used; a reason without words is shown as it is. */
export function rejectionText(reason: string, t: Texts['t']): string {
  const known = REASONS.find((each) => each === reason);
  return known === undefined ? reason : t(`feeds.reason.${known}`);
}
