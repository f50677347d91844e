import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { type Alert, answer, useApi } from '../../api/index.js';
import { assetNameOf, useFeedStatus, useServingStatus } from '../../live/index.js';
import { useOrganizationId, useOrganizationQuery } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { ageText, useNow, usePlantTime } from '../../time/index.js';

const EVERY_MS = 10_000;
/** They come by the time they were raised: the last to clear is among the newest. */
const NEWEST = 20;

/** What was the last, and what is watched: an empty list does not look like a broken one. */
export function QuietFacts(): ReactElement {
  const { t, sentences } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  const last = useLastEnded();
  const assets = useAssetCount();
  const newestAt = useFeedStatus()?.newestEventAt ?? null;
  const serving = useServingStatus();
  const facts = [
    ...(assets === undefined || assets === 0 ? [] : [t('alarms.empty.watched', { count: assets })]),
    ...(newestAt === null ? [] : [t('alarms.empty.scan', { age: ageText(now - Date.parse(newestAt)) })]),
    ...(serving?.state === 'live' && serving.version !== null
      ? [t('alarms.empty.predicting', { version: serving.version })]
      : []),
  ];
  const endedAt = last === undefined ? null : endOf(last);
  return (
    <>
      {last === undefined || endedAt === null ? null : (
        <p>
          {t('alarms.empty.last', {
            at: plantTime.short(Date.parse(endedAt), now),
            title: sentences.alertTitle(last),
            asset: assetNameOf(last),
          })}
        </p>
      )}
      {facts.length === 0 ? null : <p className="t3">{facts.join(', ')}.</p>}
    </>
  );
}

const endOf = ({ clearedAt, resolvedAt }: Alert): string | null => clearedAt ?? resolvedAt;

function useLastEnded(): Alert | undefined {
  const api = useApi();
  const query = useOrganizationQuery();
  const { data } = useQuery({
    queryKey: ['alarms', 'last-ended', query.organizationId],
    queryFn: () =>
      answer(api.GET('/api/v1/alerts', { params: { query: { ...query, active: 'false', limit: NEWEST } } })),
  });
  return data?.items.reduce<Alert | undefined>((found, alert) => {
    const [best, end] = [found === undefined ? null : endOf(found), endOf(alert)];
    return end !== null && (best === null || Date.parse(end) > Date.parse(best)) ? alert : found;
  }, undefined);
}

const COUNT_STALE_MS = 5 * 60_000;

function useAssetCount(): number | undefined {
  const api = useApi();
  const organizationId = useOrganizationId();
  const { data } = useQuery({
    queryKey: ['alarms', 'asset-count', organizationId],
    staleTime: COUNT_STALE_MS,
    queryFn: async () => {
      const params = { path: { organizationId } };
      const { assets } = await answer(api.GET('/api/v1/organizations/{organizationId}/assets', { params }));
      return assets.length;
    },
  });
  return data;
}
