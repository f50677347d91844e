import type { ReactElement } from 'react';
import { Chip, Panel } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import type { Step } from '../model-types.js';

const EVERY_MS = 60_000;

/** What was done with the version, by whom and why, newest first. */
export function HistoryPanel({ history }: { readonly history: readonly Step[] }): ReactElement | null {
  const { t, sentences } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  if (history.length === 0) return null;
  return (
    <Panel title={t('models.history')}>
      <dl className="model-history">
        {history.toReversed().map((step, index) => {
          const { at, action, actorId, override } = step;
          return (
            <div key={`${at} ${action} ${index}`}>
              <dt title={plantTime.iso(Date.parse(at))}>{plantTime.short(Date.parse(at), now)}</dt>
              <dd>
                <span className="medium">{t(`models.step.${action}`)}</span>{' '}
                <span className="t3">
                  {t(actorId === null ? 'models.step.by-platform' : 'models.step.by-admin')}
                </span>{' '}
                {override ? <Chip icon="warning">{t('models.overridden')}</Chip> : null}{' '}
                <span className="t2">{sentences.step(step)}</span>
              </dd>
            </div>
          );
        })}
      </dl>
    </Panel>
  );
}
