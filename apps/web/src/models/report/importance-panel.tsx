import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { answer, useApi } from '../../api/index.js';
import { featureText, meaningOf } from '../../feature-names/index.js';
import { Panel } from '../../parts/index.js';
import { useOrganizationId } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { percentText } from '../figure-words.js';
import type { Manifest } from '../model-types.js';
import { importanceOf } from './importance.js';

const STALE_MS = 60_000;

/** What people call each tag. */
function useTagLabels(): ReadonlyMap<string, string> {
  const api = useApi();
  const organizationId = useOrganizationId();
  const { data } = useQuery({
    queryKey: ['models', 'tags', organizationId],
    staleTime: STALE_MS,
    queryFn: async ({ signal }) => {
      const params = { path: { organizationId } };
      const { tags } = await answer(
        api.GET('/api/v1/organizations/{organizationId}/tags', { params, signal }),
      );
      return new Map(tags.map(({ tag, label }) => [tag, label]));
    },
  });
  return data ?? new Map();
}

/** The features that the model leans on most, in people's words. */
export function ImportancePanel({ reference }: Pick<Manifest, 'reference'>): ReactElement | null {
  const { t, language } = useTexts();
  const labels = useTagLabels();
  const importance = importanceOf(reference);
  if (importance === null) return null;
  const { first, others } = importance;
  const wordsOf = (feature: string): string => {
    const meaning = meaningOf(feature, (name) => labels.has(name));
    return featureText(meaning, { label: labels.get(meaning.tag) }, t);
  };
  return (
    <Panel title={t('models.importance')}>
      <ul className="model-importance">
        {first.map(({ name, importance: share }) => (
          <li key={name}>
            <span className="row spread">
              <span className="clip" title={name}>
                {wordsOf(name)}
              </span>
              <span className="num t2 nowrap">{percentText(share, language)}</span>
            </span>
            <Bar share={share} />
          </li>
        ))}
        {others.count === 0 ? null : (
          <li className="t3">
            <span className="row spread">
              <span>{t('models.importance.others', { count: others.count })}</span>
              <span className="num nowrap">{percentText(others.importance, language)}</span>
            </span>
            <Bar share={others.importance} />
          </li>
        )}
      </ul>
    </Panel>
  );
}

const Bar = ({ share }: { readonly share: number }): ReactElement => (
  <span className="share-bar" aria-hidden="true">
    <span style={{ width: `${Math.min(1, share) * 100}%` }} />
  </span>
);
