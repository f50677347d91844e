import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { idText } from '../../address/index.js';
import { Empty, Failed, Loading, SearchField, Segmented } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { ClockPanel } from './clock-panel.js';
import { QualityPanel } from './quality-panel.js';
import { type Asset, type Plant, usePlant, useQuality } from './use-quality.js';

const route = getRouteApi('/frame/feeds/quality');

const SPANS = ['7', '14', '30'] as const;
const [SPAN] = SPANS;

/** How good the values of an asset were, day by day. */
export function QualityView(): ReactElement {
  const { t } = useTexts();
  const plant = usePlant();
  if (plant.data === undefined) {
    return plant.error === null ? (
      <Loading />
    ) : (
      <Failed error={plant.error} onTryNow={() => void plant.refetch()} />
    );
  }
  return plant.data.assets.length === 0 ? (
    <Empty title={t('feeds.quality.no-assets')}>{t('feeds.quality.no-assets.meaning')}</Empty>
  ) : (
    <OfAsset plant={plant.data} />
  );
}

function OfAsset({ plant }: { readonly plant: Plant }): ReactElement {
  const { t } = useTexts();
  const { asset: named, days = SPAN } = route.useSearch();
  const asset = named === undefined ? plant.assets[0] : plant.assets.find(({ assetId }) => assetId === named);
  return (
    <div className="grid grid-cols-1">
      <Controls assets={plant.assets} chosen={asset?.assetId ?? ''} />
      {asset === undefined ? (
        <Empty title={t('feeds.quality.unknown-asset', { asset: idText(named ?? '') })} />
      ) : (
        <Quality assetId={asset.assetId} days={Number(days)} plant={plant} />
      )}
    </div>
  );
}

interface ControlsProps {
  readonly assets: readonly Asset[];
  /** Empty: the address names one that is not there. */
  readonly chosen: string;
}

function Controls({ assets, chosen }: ControlsProps): ReactElement {
  const { t } = useTexts();
  const { days = SPAN, find = '' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className="feed-controls">
      <select
        className="input"
        aria-label={t('feeds.quality.asset')}
        value={chosen}
        onChange={({ target }) => void navigate({ search: (former) => ({ ...former, asset: target.value }) })}
      >
        {chosen === '' ? <option value="">{t('feeds.quality.choose')}</option> : null}
        {assets.map(({ assetId, name }) => (
          <option key={assetId} value={assetId}>
            {name}
          </option>
        ))}
      </select>
      <Segmented
        label={t('feeds.quality.span')}
        value={days}
        segments={SPANS.map((value) => ({ value, label: t('feeds.quality.days', { count: Number(value) }) }))}
        onChoose={(value) => void navigate({ search: (former) => ({ ...former, days: value }) })}
      />
      <SearchField
        label={t('feeds.quality.find')}
        value={find}
        onText={(text) =>
          void navigate({
            search: ({ find: _, ...rest }) => (text === '' ? rest : { ...rest, find: text }),
            replace: true,
          })
        }
      />
    </div>
  );
}

interface QualityProps {
  readonly assetId: string;
  readonly days: number;
  readonly plant: Plant;
}

function Quality({ assetId, days, plant }: QualityProps): ReactElement {
  const { t } = useTexts();
  const { find = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const quality = useQuality(assetId, days);
  const clear = (): void => void navigate({ search: ({ find: _, ...rest }) => rest, replace: true });
  if (quality.data === undefined) {
    return quality.error === null ? (
      <Loading />
    ) : (
      <Failed error={quality.error} onTryNow={() => void quality.refetch()} />
    );
  }
  const { items, missing } = quality.data;
  const unreadable = missing.reduce((sum, { rows }) => sum + rows, 0);
  if (items.every(({ rows }) => rows === 0)) {
    return <Empty title={t('feeds.quality.empty')}>{t('feeds.quality.empty.meaning')}</Empty>;
  }
  return (
    <>
      {unreadable === 0 ? null : <p role="status">{t('feeds.quality.unreadable', { count: unreadable })}</p>}
      <QualityPanel days={items} labels={plant.labels} find={find} onClear={clear} />
      <ClockPanel days={items} />
    </>
  );
}
