import type { ReactElement } from 'react';
import { Icon, type IconName } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { delayText } from '../../time/index.js';
import type { FeedTest } from '../api-types.js';
import { type StageResult, stagesOf } from './test-stages.js';

const ICONS: Readonly<Record<StageResult['state'], IconName>> = {
  ok: 'check',
  failed: 'close',
  remark: 'warning',
  unknown: 'minus',
  'not-tried': 'minus',
};

/** Each stage of the test, the engine's own sentence below. */
export function TestResult({ test }: { readonly test: FeedTest }): ReactElement {
  const { t, language, sentences } = useTexts();
  const { facts, latencyMs } = test;
  const remarkOf = ({ stage, state }: StageResult): string => {
    if (state === 'not-tried') return t('onboarding.stage.not-tried');
    if (state === 'unknown') return t('onboarding.stage.unknown');
    if (state === 'failed') return t('onboarding.stage.failed');
    if (stage === 'reached')
      return t('onboarding.stage.reached.ok', { time: delayText(latencyMs, language) });
    if (stage === 'signed-in') return facts === null ? '' : `PostgreSQL ${facts.version}`;
    if (stage === 'read-only') return t(`onboarding.stage.read-only.${state}`);
    const time = delayText(Math.abs(facts?.clockAheadMs ?? 0), language);
    if (state === 'ok') return t('onboarding.stage.clock.ok', { time });
    return t(
      (facts?.clockAheadMs ?? 0) > 0 ? 'onboarding.stage.clock.ahead' : 'onboarding.stage.clock.behind',
      {
        time,
      },
    );
  };
  return (
    <>
      <ol className="onboarding-stages">
        {stagesOf(test).map((result) => (
          <li key={result.stage} className={result.state === 'not-tried' ? 't3' : undefined}>
            <Icon name={ICONS[result.state]} size="small" />
            <span className="medium">{t(`onboarding.stage.${result.stage}`)}</span>
            <span className="t2">{remarkOf(result)}</span>
          </li>
        ))}
      </ol>
      <p className={test.ok ? 't2' : 'medium'} role="status">
        {sentences.feedTest(test)}
      </p>
    </>
  );
}
