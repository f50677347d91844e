import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTexts } from '../texts/index.js';
import { Wall } from '../wall/wall.js';
import { ProcessStrip } from './strip/process-strip.js';
import { useConfiguration } from './use-configuration.js';
import { useLatest, useStanding } from './use-latest.js';

const route = getRouteApi('/wall/assets/$assetId');

/** The alerts, with one asset as it is now above them. */
export function AssetWallPage(): ReactElement {
  const { assetId } = route.useParams();
  return <Wall above={<AssetNow key={assetId} assetId={assetId} />} />;
}

function AssetNow({ assetId }: { readonly assetId: string }): ReactElement | null {
  const { t } = useTexts();
  const configuration = useConfiguration().data;
  const standing = useStanding(assetId);
  const { row, isFresh, now } = useLatest(assetId);
  if (configuration === undefined) return null;
  const asset = configuration.assets.find((each) => each.assetId === assetId);
  if (asset === undefined) return <p className="wall-empty">{t('assets.unknown', { id: assetId })}</p>;
  return (
    <section className="wall-above">
      <h2>{asset.name}</h2>
      <ProcessStrip
        assetId={assetId}
        name={asset.name}
        configuration={configuration}
        latest={row}
        isFresh={isFresh}
        standing={standing}
        now={now}
        isStill
      />
    </section>
  );
}
