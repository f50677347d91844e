import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense, useCallback, useMemo } from 'react';
import type { Alert } from '../api/index.js';
import { Chip, Loading, Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { ageText, timeToFailureOf, usePlantTime } from '../time/index.js';
import { lanesOf } from './asset/lane.js';
import { TagChoice } from './asset/tag-choice.js';
import { type ChangeAxis, useAxis } from './asset/use-axis.js';
import { operatingState, timeLeftText } from './fleet/asset-words.js';
import { isPredictive } from './fleet/fleet.js';
import { KnownAsset } from './known-asset.js';
import { ProcessStrip } from './strip/process-strip.js';
import type { Configuration } from './use-configuration.js';
import { type Latest, useLatest, useStanding } from './use-latest.js';

/** The charts are a chunk of their own. */
const TimeAxis = lazy(() => import('./asset/time-axis.js'));

const route = getRouteApi('/frame/assets/$assetId');

/** One asset: what it does now, and one time axis for everything that is known of it. */
export function AssetPage(): ReactElement {
  const { assetId } = route.useParams();
  return (
    <KnownAsset key={assetId} assetId={assetId}>
      {({ name }, configuration) => (
        <AssetOverTime assetId={assetId} name={name} configuration={configuration} />
      )}
    </KnownAsset>
  );
}

interface AssetOverTimeProps {
  readonly assetId: string;
  readonly name: string;
  readonly configuration: Configuration;
}

function AssetOverTime({ assetId, name, configuration }: AssetOverTimeProps): ReactElement {
  const { tags, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback<ChangeAxis>(
    (next, replace) =>
      void navigate({
        search: (before) => ({ ...(before.tags === undefined ? {} : { tags: before.tags }), ...next }),
        replace,
      }),
    [navigate],
  );
  const { t } = useTexts();
  const { axis, actions, now } = useAxis(search, change);
  const standing = useStanding(assetId);
  const latest = useLatest(assetId);
  const lanes = useMemo(
    () => lanesOf(configuration.tags, configuration.rules, tags?.split(',')),
    [configuration, tags],
  );
  const choose = (next: readonly string[] | undefined): void =>
    void navigate({
      search: ({ tags: _, ...rest }) => (next === undefined ? rest : { ...rest, tags: next.join(',') }),
    });
  return (
    <Page
      title={name}
      crumb={
        <Link to="/assets" className="crumb">
          {t('assets.title')}
        </Link>
      }
      scrolls={false}
      lead={<Facts latest={latest} predicted={standing.find(isPredictive)} />}
      actions={
        <TagChoice tags={configuration.tags} chosen={lanes.map(({ tag }) => tag.tag)} onChoose={choose} />
      }
    >
      <ProcessStrip
        assetId={assetId}
        name={name}
        configuration={configuration}
        latest={latest.row}
        isFresh={latest.isFresh}
        standing={standing}
        now={latest.now}
      />
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
  readonly latest: Latest;
  readonly predicted: Alert | undefined;
}

/** What the asset does now, how old that is, and when it is expected to fail. */
function Facts({ latest: { row, isFresh, now }, predicted }: FactsProps): ReactElement {
  const texts = useTexts();
  const { t } = texts;
  const plantTime = usePlantTime();
  const failure = predicted === undefined ? null : timeToFailureOf(predicted, now);
  const left = failure === null ? null : timeLeftText(failure, (at) => plantTime.time(at), texts);
  return (
    <>
      {isFresh ? (
        <Chip look="solid" icon="live">
          {operatingState(row?.labels['state'], t)}
        </Chip>
      ) : null}
      {row === null ? null : (
        <span className={isFresh ? 't3 nowrap' : 'medium nowrap'}>
          {isFresh
            ? t('assets.newest-scan-ago', { age: ageText(now - row.timeMs) })
            : t('assets.no-data-for', { age: ageText(now - row.timeMs) })}
        </span>
      )}
      {predicted === undefined ? null : (
        <Chip look={predicted.origin === 'both' ? 'joined' : 'predicted'}>
          {texts.sentences.alertTitle(predicted)}
          {left === null ? '' : `, ${left}`}
        </Chip>
      )}
    </>
  );
}
