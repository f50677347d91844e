import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { idText } from '../address/index.js';
import { Empty, Failed, Loading, Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { type Asset, type Configuration, useConfiguration } from './use-configuration.js';

interface KnownAssetProps {
  readonly assetId: string;
  readonly children: (asset: Asset, configuration: Configuration) => ReactElement;
}

/** A page of an asset, once it is known; else why it is not. */
export function KnownAsset({ assetId, children }: KnownAssetProps): ReactElement {
  const { t } = useTexts();
  const configuration = useConfiguration();
  if (configuration.data === undefined) {
    return (
      <Page title={idText(assetId)}>
        {configuration.isError ? (
          <Failed error={configuration.error} onTryNow={() => void configuration.refetch()} />
        ) : (
          <Loading />
        )}
      </Page>
    );
  }
  const asset = configuration.data.assets.find((each) => each.assetId === assetId);
  if (asset !== undefined) return children(asset, configuration.data);
  return (
    <Page title={t('assets.title')}>
      <Empty
        title={t('assets.unknown', { id: idText(assetId) })}
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
