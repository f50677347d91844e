import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { answer, useApi } from '../../api/index.js';
import { Panel } from '../../parts/index.js';
import { useOrganizationId } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { delayText } from '../../time/index.js';

/** How the clock of the source is read, and how far its newest row is off now. */
export function SourceClockPanel({ lagMs }: { readonly lagMs: number | null }): ReactElement | null {
  const { t, language } = useTexts();
  const { data } = useReading();
  if (data == null) return null;
  const { zone, clock } = data;
  return (
    <Panel
      title={t('feeds.source.times')}
      actions={
        <Link className="btn" to="/feeds/source">
          {t('feeds.source.change')}
        </Link>
      }
    >
      <p className="medium">{lagMs === null ? t('feeds.source.clock.none') : offset(lagMs)}</p>
      <p className="t2">{t(`feeds.source.clock.${clock}`, { zone })}</p>
      <Link to="/feeds/quality">{t('feeds.source.clock.days')}</Link>
    </Panel>
  );

  function offset(ms: number): string {
    const time = delayText(Math.abs(ms), language);
    return t(ms < 0 ? 'feeds.source.clock.ahead' : 'feeds.source.clock.behind', { time });
  }
}

function useReading() {
  const api = useApi();
  const organizationId = useOrganizationId();
  return useQuery({
    queryKey: ['feeds', 'reading', organizationId],
    queryFn: async ({ signal }) => {
      const params = { path: { organizationId } };
      // The whole configuration: unlike its parts, it is there where nothing is configured yet.
      const { feed, mapping } = await answer(
        api.GET('/api/v1/organizations/{organizationId}/config', { params, signal }),
      );
      return feed === null || mapping === null ? null : { zone: mapping.timeZone, clock: feed.clock };
    },
  });
}
