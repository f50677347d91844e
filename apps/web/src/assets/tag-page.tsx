import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense, useCallback, useMemo } from 'react';
import { idText } from '../address/index.js';
import { Chip, Empty, Icon, Loading, Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { lanesOf } from './asset/lane.js';
import { type ChangeAxis, useAxis } from './asset/use-axis.js';
import { KnownAsset } from './known-asset.js';
import type { Asset, Configuration } from './use-configuration.js';
import { useStanding } from './use-latest.js';

/** The charts are a chunk of their own. */
const TimeAxis = lazy(() => import('./asset/time-axis.js'));
const TagFacts = lazy(() => import('./tag/tag-facts.js'));

const route = getRouteApi('/frame/assets/$assetId/tags/$tag');

/** One tag: its values over time, how good and how usual they are, and what uses them. */
export function TagPage(): ReactElement {
  const { assetId, tag } = route.useParams();
  return (
    <KnownAsset key={`${assetId} ${tag}`} assetId={assetId}>
      {(asset, configuration) => <TagOverTime asset={asset} tag={tag} configuration={configuration} />}
    </KnownAsset>
  );
}

interface TagOverTimeProps {
  readonly asset: Asset;
  readonly tag: string;
  readonly configuration: Configuration;
}

function TagOverTime({ asset, tag: name, configuration }: TagOverTimeProps): ReactElement {
  const { t } = useTexts();
  const { assetId } = asset;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback<ChangeAxis>(
    (next, replace) => void navigate({ search: () => next, replace }),
    [navigate],
  );
  const { axis, actions, now } = useAxis(search, change);
  const standing = useStanding(assetId);
  const lanes = useMemo(
    () => lanesOf(configuration.tags, configuration.rules, [name]).filter(({ tag }) => tag.tag === name),
    [configuration, name],
  );
  const [lane] = lanes;
  const crumb = (
    <Link to="/assets/$assetId" params={{ assetId }} search={search} className="t2 row tight">
      {asset.name} <Icon name="chevronRight" size="small" />
    </Link>
  );
  if (lane === undefined) {
    return (
      <Page title={idText(name)} lead={crumb}>
        <Empty
          title={t('assets.tag.unknown', { tag: idText(name) })}
          action={
            <Link to="/assets/$assetId" params={{ assetId }} search={search} className="btn">
              {t('assets.tag.to-asset', { name: asset.name })}
            </Link>
          }
        >
          {t('assets.tag.unknown.meaning')}
        </Empty>
      </Page>
    );
  }
  const { tag } = lane;
  return (
    <Page
      title={tag.label === '' ? tag.tag : tag.label}
      scrolls={false}
      lead={
        <>
          {crumb}
          <Chip>
            <span className="mono">{tag.tag}</span>
          </Chip>
        </>
      }
    >
      <div className="tag-page">
        <Suspense fallback={<Loading />}>
          <div className="tag-axis">
            <TimeAxis
              assetId={assetId}
              name={asset.name}
              settings={configuration.settings}
              lanes={lanes}
              axis={axis}
              actions={actions}
              now={now}
              standing={standing}
            />
          </div>
          <TagFacts
            assetId={assetId}
            lane={lane}
            axis={axis}
            configuration={configuration}
            standing={standing}
          />
        </Suspense>
      </div>
    </Page>
  );
}
