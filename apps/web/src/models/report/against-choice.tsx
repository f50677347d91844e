import type { ReactElement } from 'react';
import { useTexts } from '../../texts/index.js';
import type { ModelSummary } from '../model-types.js';

interface AgainstChoiceProps {
  /** The versions that can be chosen. */
  readonly models: readonly ModelSummary[];
  readonly chosen: string | null;
  readonly onChoose: (version: string) => void;
}

/** With which version the page compares its own. */
export function AgainstChoice({ models, chosen, onChoose }: AgainstChoiceProps): ReactElement | null {
  const { t } = useTexts();
  if (models.length === 0) return null;
  return (
    <span className="field model-against">
      <select
        aria-label={t('models.compare.choose')}
        value={chosen ?? ''}
        onChange={(event) => onChoose(event.target.value)}
      >
        {chosen === null ? <option value="">{t('models.compare.nobody')}</option> : null}
        {models.map(({ version, state }) => (
          <option key={version} value={version}>
            {t('models.compare.option', { version, state: t(`models.state.${state}`) })}
          </option>
        ))}
      </select>
    </span>
  );
}
