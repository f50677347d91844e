import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import type { ModelDetail } from '../model-types.js';

const EVERY_MS = 60_000;

/** Where the version comes from: enough to make it again. */
export function Lineage({ model }: { readonly model: ModelDetail }): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  const { manifest } = model;
  const { lineage, metrics } = manifest;
  const at = (instant: string): string => plantTime.short(Date.parse(instant), now);
  return (
    <ul className="model-lineage" aria-label={t('models.lineage')}>
      <li>{t('models.lineage.trained', { from: at(manifest.trainedFrom), to: at(manifest.trainedTo) })}</li>
      <li>{t('models.lineage.rows', { rows: metrics.rowsTrain, failures: metrics.eventsTrain })}</li>
      <li>
        {t('models.lineage.features', { count: manifest.featureNames.length })}{' '}
        <span className="mono">{manifest.featureSetHash}</span>
      </li>
      <li>{t('models.lineage.seed', { seed: manifest.seed })}</li>
      {lineage === null ? null : (
        <>
          <li>{t('models.lineage.preset', { preset: lineage.preset, trees: lineage.rounds })}</li>
          {lineage.trials === 0 ? null : <li>{t('models.lineage.trials', { count: lineage.trials })}</li>}
          <li>
            {t('models.lineage.code')} <span className="mono">{lineage.codeRevision}</span>
          </li>
          {lineage.parent === null ? null : (
            <li>
              <Link to="/models/$version" params={{ version: lineage.parent }}>
                {t('models.lineage.parent', { version: lineage.parent })}
              </Link>
            </li>
          )}
        </>
      )}
    </ul>
  );
}
