import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { answer, useApi } from '../../api/index.js';
import { Failed, Panel } from '../../parts/index.js';
import { useOrganizationId, useOrganizationQuery } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import { leadText, rateText } from '../figure-words.js';

const EVERY_MS = 60_000;

/** What a version in shadow would have warned of, held against the failures that followed. */
export function ShadowPanel({ version }: { readonly version: string }): ReactElement | null {
  const { t, language } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  const shadow = useShadow(version);
  if (shadow.isError) return <Failed error={shadow.error} onTryNow={() => void shadow.refetch()} />;
  const score = shadow.data;
  if (score === undefined) return null;
  const { from, to, leadMinutesMedian: lead } = score;
  if (from === null || to === null) {
    return (
      <Panel title={t('models.shadow')}>
        <p className="t2">{t('models.shadow.nothing')}</p>
      </Panel>
    );
  }
  const at = (instant: string): string => plantTime.short(Date.parse(instant), now);
  return (
    <Panel title={t('models.shadow')} subtitle={t('models.shadow.time', { from: at(from), to: at(to) })}>
      <p>
        {t('models.shadow.sentence', {
          warned: score.warnedInTime,
          failures: score.events,
          falseAlarms: score.falseAlarms,
          days: rateText(score.assetDays, language),
        })}{' '}
        {lead === null ? null : t('models.shadow.lead', { lead: leadText(lead, language) })}{' '}
        {score.notJudged === 0 ? null : t('models.shadow.not-judged', { count: score.notJudged })}
      </p>
    </Panel>
  );
}

function useShadow(version: string) {
  const api = useApi();
  const organizationId = useOrganizationId();
  const query = useOrganizationQuery();
  return useQuery({
    queryKey: ['models', 'shadow', organizationId, version],
    refetchInterval: EVERY_MS,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/ml/models/{version}/shadow', { params: { path: { version }, query }, signal })),
  });
}
