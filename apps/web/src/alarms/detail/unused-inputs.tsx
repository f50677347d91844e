import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { type Alert, answer, useApi } from '../../api/index.js';
import { useServingStatus } from '../../live/index.js';
import { useOrganizationQuery } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { notUsedIn } from './not-used.js';
import { tagNameIn, useTagWords, type WordsOfTags } from './use-tag-words.js';

/** The answer holds the features of all assets. */
const READ_EVERY_MS = 60_000;
const NAMED_MAX = 3;

/** What was not used and why: inputs that the model goes without, or that nothing is predicted. */
export function UnusedInputs({ alert }: { readonly alert: Alert }): ReactElement | null {
  if (!alert.state.active) return null;
  return alert.origin === 'rule' ? <NotPredicted /> : <Unused assetId={alert.assetId} />;
}

/** An alert of a rule alone, while no model serves. */
function NotPredicted(): ReactElement | null {
  const { t, sentences } = useTexts();
  const serving = useServingStatus();
  if (serving === null || serving.state === 'live') return null;
  return (
    <section>
      <h3>{t('alarms.not-used')}</h3>
      <p className="t2">{t('alarms.not-used.rules-only', { reason: sentences.serving(serving) })}</p>
    </section>
  );
}

function Unused({ assetId }: { readonly assetId: string }): ReactElement | null {
  const { t } = useTexts();
  const tags = useTagWords(true);
  const unused = useUnused(assetId, tags);
  if (tags === undefined || unused.length === 0) return null;
  const more = unused.length - NAMED_MAX;
  return (
    <section>
      <h3>{t('alarms.not-used')}</h3>
      <ul className="t2">
        {unused.slice(0, NAMED_MAX).map(({ tag, why }) => (
          <li key={tag} title={tag}>
            {t('alarms.not-used.input', { name: tagNameIn(tags, tag), why: t(`alarms.not-used.${why}`) })}
          </li>
        ))}
      </ul>
      {more <= 0 ? null : <p className="t3">{t('alarms.not-used.more', { count: more })}</p>}
    </section>
  );
}

function useUnused(assetId: string, tags: WordsOfTags | undefined) {
  const api = useApi();
  const named = useOrganizationQuery();
  const { data } = useQuery({
    queryKey: ['alarms', 'unused', named.organizationId, assetId, tags === undefined],
    enabled: tags !== undefined,
    refetchInterval: READ_EVERY_MS,
    queryFn: async ({ signal }) => {
      const [predictions, latest] = await Promise.all([
        answer(api.GET('/api/v1/predictions/latest', { params: { query: named }, signal })),
        answer(
          api.GET('/api/v1/telemetry/latest', { params: { query: { ...named, asset: assetId } }, signal }),
        ),
      ]);
      const prediction = predictions.items.find((each) => each.assetId === assetId);
      if (prediction === undefined) return [];
      const values = latest.items[0]?.values ?? {};
      return notUsedIn(prediction.features, values, (name) => tags?.has(name) ?? false);
    },
  });
  return data ?? [];
}
