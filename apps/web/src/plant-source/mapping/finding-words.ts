import { shareText } from '../../charts/index.js';
import type { Texts } from '../../texts/index.js';
import type { SignalMistake } from './mistakes.js';
import type { Finding } from './proposal.js';

/** Why a signal is proposed so, in one sentence. */
export function findingText(finding: Finding, { t, language }: Pick<Texts, 't' | 'language'>): string {
  switch (finding.kind) {
    case 'same-as':
      return t('onboarding.finding.same-as', {
        source: finding.source,
        share: shareText(finding.share, language),
      });
    case 'unit-name':
      return t('onboarding.finding.unit-name', { unit: finding.unit });
    default:
      return t(`onboarding.finding.${finding.kind}`);
  }
}

export const mistakeText = ({ kind }: SignalMistake, { t }: Pick<Texts, 't'>): string =>
  t(`onboarding.mistake.${kind}`);
