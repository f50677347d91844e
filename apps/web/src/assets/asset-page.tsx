import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense, useMemo } from 'react';
import { type Alert, answer, useApi } from '../api/index.js';
import { freshnessOf, useOrganization } from '../frame/index.js';
import { shownAlerts, useLiveAlerts } from '../live/index.js';
import { Chip, Empty, Failed, Loading, Page } from '../parts/index.js';
import { useOrganizationQuery } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { ageText, timeToFailureOf, useNow, usePlantTime } from '../time/index.js';
import { lanesOf } from './asset/lane.js';
import { TagChoice } from './asset/tag-choice.js';
import { useAxis } from './asset/use-axis.js';
import { operatingState, timeLeftText } from './fleet/asset-words.js';
import { isPredictive, type LatestRow } from './fleet/fleet.js';
import { type Configuration, useConfiguration } from './use-configuration.js';

/** The charts are a chunk of their own. */
const TimeAxis = lazy(() => import('./asset/time-axis.js'));

const route = getRouteApi('/frame/assets/$assetId');
const READ_EVERY_MS = 5_000;
const SCAN_PERIOD_MS = 1_000;

/** One asset: what it does now, and one time axis for everything that is known of it. */
export function AssetPage(): ReactElement {
  const { t } = useTexts();
  const { assetId } = route.useParams();
  const configuration = useConfiguration();
  if (configuration.data === undefined) {
    return (
      <Page title={assetId}>
        {configuration.isError ? (
          <Failed error={configuration.error} onTryNow={() => void configuration.refetch()} />
        ) : (
          <Loading />
        )}
      </Page>
    );
  }
  const asset = configuration.data.assets.find((each) => each.assetId === assetId);
  if (asset === undefined) {
    return (
      <Page title={t('assets.title')}>
        <Empty
          title={t('assets.unknown', { id: assetId })}
          action={
            <Link to="/assets" className="btn">
              {t('assets.to-fleet')}
            </Link>
          }
        >
          {t('assets.unknown.meaning')}
        </Empty>
      </Page>
    );
  }
  return <KnownAsset key={assetId} assetId={assetId} name={asset.name} configuration={configuration.data} />;
}

interface KnownAssetProps {
  readonly assetId: string;
  readonly name: string;
  readonly configuration: Configuration;
}

function KnownAsset({ assetId, name, configuration }: KnownAssetProps): ReactElement {
  const { tags } = route.useSearch();
  const navigate = route.useNavigate();
  const { axis, actions, now } = useAxis();
  const standing = useStanding(assetId);
  const lanes = useMemo(
    () => lanesOf(configuration.tags, configuration.rules, tags?.split(',')),
    [configuration, tags],
  );
  const predicted = standing.find(isPredictive);
  const choose = (next: readonly string[] | undefined): void =>
    void navigate({
      search: ({ tags: _, ...rest }) => (next === undefined ? rest : { ...rest, tags: next.join(',') }),
    });
  return (
    <Page
      title={name}
      scrolls={false}
      lead={<Facts assetId={assetId} predicted={predicted} />}
      actions={
        <TagChoice tags={configuration.tags} chosen={lanes.map(({ tag }) => tag.tag)} onChoose={choose} />
      }
    >
      <Suspense fallback={<Loading />}>
        <TimeAxis
          assetId={assetId}
          name={name}
          settings={configuration.settings}
          lanes={lanes}
          axis={axis}
          actions={actions}
          now={now}
          standing={standing}
        />
      </Suspense>
    </Page>
  );
}

interface FactsProps {
  readonly assetId: string;
  readonly predicted: Alert | undefined;
}

/** What the asset does now, how old that is, and when it is expected to fail. */
function Facts({ assetId, predicted }: FactsProps): ReactElement {
  const texts = useTexts();
  const { t } = texts;
  const plantTime = usePlantTime();
  const now = useNow(READ_EVERY_MS);
  const latest = useLatest(assetId);
  const scanPeriodMs = useOrganization()?.scanPeriodMs ?? SCAN_PERIOD_MS;
  const isFresh = latest !== null && freshnessOf(now - latest.timeMs, scanPeriodMs) !== 'none';
  const failure = predicted === undefined ? null : timeToFailureOf(predicted, now);
  const left = failure === null ? null : timeLeftText(failure, (at) => plantTime.time(at), texts);
  return (
    <>
      {isFresh ? (
        <Chip look="solid" icon="live">
          {operatingState(latest.labels['state'], t)}
        </Chip>
      ) : null}
      {latest === null ? null : (
        <span className={isFresh ? 't3 nowrap' : 'medium nowrap'}>
          {isFresh
            ? t('assets.newest-scan-ago', { age: ageText(now - latest.timeMs) })
            : t('assets.no-data-for', { age: ageText(now - latest.timeMs) })}
        </span>
      )}
      {predicted === undefined ? null : (
        <Chip look={predicted.origin === 'both' ? 'joined' : 'predicted'}>
          {predicted.title}
          {left === null ? '' : `, ${left}`}
        </Chip>
      )}
    </>
  );
}

/** Alerts of the asset that are not over. */
function useStanding(assetId: string): readonly Alert[] {
  const alerts = useLiveAlerts();
  return useMemo(
    () => shownAlerts(alerts).filter((alert) => alert.assetId === assetId && alert.state.active),
    [alerts, assetId],
  );
}

function useLatest(assetId: string): LatestRow | null {
  const api = useApi();
  const named = useOrganizationQuery();
  const { data } = useQuery({
    queryKey: ['assets', 'latest-of', named.organizationId, assetId],
    refetchInterval: READ_EVERY_MS,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/telemetry/latest', { params: { query: { ...named, asset: assetId } }, signal }),
      ),
  });
  return data?.items[0] ?? null;
}
