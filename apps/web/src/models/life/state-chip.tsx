import type { ReactElement } from 'react';
import { Chip } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { ModelSummary } from '../model-types.js';

/** What a version is now; the one that serves stands out. */
export function StateChip({ state }: Pick<ModelSummary, 'state'>): ReactElement {
  const { t } = useTexts();
  return <Chip look={state === 'champion' ? 'inverse' : 'regular'}>{t(`models.state.${state}`)}</Chip>;
}
