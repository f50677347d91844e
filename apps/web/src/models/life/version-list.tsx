import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTrainingStatus } from '../../live/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import type { ModelSummary } from '../model-types.js';
import { lifeText } from './life-words.js';
import { StateChip } from './state-chip.js';

const EVERY_MS = 60_000;

/** All versions beside the report of one. */
export function VersionList({ models }: { readonly models: readonly ModelSummary[] }): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  const nextAt = useTrainingStatus()?.nextAt ?? null;
  return (
    <nav className="version-list" aria-label={t('models.versions')}>
      <p className="head">{t('models.versions.head')}</p>
      <ul>
        {models.map((model) => (
          <li key={model.version}>
            <Link to="/models/$version" params={{ version: model.version }}>
              <span className="row spread">
                <span className="strong">{model.version}</span>
                <StateChip state={model.state} />
              </span>
              <span className="row spread second">
                <span className="clip" title={lifeText(model, plantTime, now, t)}>
                  {lifeText(model, plantTime, now, t)}
                </span>
                {model.metrics.event === null ? null : (
                  <span className="num nowrap">
                    {t('models.warned.of', {
                      warned: model.metrics.event.warnedInTime,
                      failures: model.metrics.event.events,
                    })}
                  </span>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {nextAt === null ? null : (
        <p className="t3 next">
          {t('models.schedule.next-training', { at: plantTime.short(Date.parse(nextAt), now) })}
        </p>
      )}
      <Link to="/models" className="t2" activeOptions={{ exact: true }}>
        {t('models.all')}
      </Link>
    </nav>
  );
}
