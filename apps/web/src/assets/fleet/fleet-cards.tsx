import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { shareText } from '../../charts/index.js';
import { classNames } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { Tag } from '../use-configuration.js';
import { figureOf, stateText } from './asset-words.js';
import type { FleetAsset } from './fleet.js';
import { WorstAlert } from './worst-alert.js';

interface GroupProps {
  readonly assets: readonly FleetAsset[];
  readonly figures: readonly Tag[];
  readonly now: number;
}

export function FleetCards({ assets, figures, now }: GroupProps): ReactElement {
  return (
    <ul className="asset-cards">
      {assets.map((known) => (
        <li key={known.asset.assetId}>
          <AssetCard known={known} figures={figures} now={now} />
        </li>
      ))}
    </ul>
  );
}

interface AssetCardProps {
  readonly known: FleetAsset;
  readonly figures: readonly Tag[];
  readonly now: number;
}

function AssetCard({ known, figures, now }: AssetCardProps): ReactElement {
  const texts = useTexts();
  const { asset, need, isFresh, prediction } = known;
  return (
    <Link
      to="/assets/$assetId"
      params={{ assetId: asset.assetId }}
      className={classNames('asset-card', need === 'predicted' && 'predicted', !isFresh && 'stale')}
    >
      <span className="row">
        <span
          className={classNames('clip', 'grow', need === 'quiet' ? 'medium' : 'strong')}
          title={asset.name}
        >
          {asset.name}
        </span>
        {prediction === null ? null : (
          <span className="probability" title={texts.t('assets.probability')}>
            {shareText(prediction.probability, texts.language)}
          </span>
        )}
      </span>
      <span className="row">
        <span className="t3 clip grow">{stateText(known, now, texts)}</span>
        {prediction === null ? null : (
          <span className="t3 nowrap text-11">{texts.t('assets.of-failing')}</span>
        )}
      </span>
      <Figures known={known} figures={figures} />
      <span className="foot">
        <Foot known={known} />
      </span>
    </Link>
  );
}

function Figures({ known, figures }: Pick<AssetCardProps, 'known' | 'figures'>): ReactElement {
  const texts = useTexts();
  const shown = figures.flatMap((tag) => {
    const text = figureOf(known, tag, texts);
    return text === null ? [] : [{ tag, text }];
  });
  return (
    <span className="figures">
      {shown.map(({ tag, text }) => (
        <span key={tag.tag} className="clip">
          <span className="t3 clip">{tag.label === '' ? tag.tag : tag.label}</span>
          <span className="medium nowrap">{text}</span>
        </span>
      ))}
    </span>
  );
}

function Foot({ known }: { readonly known: FleetAsset }): ReactElement {
  const { t } = useTexts();
  const [worst] = known.alerts;
  if (worst !== undefined) return <WorstAlert alert={worst} more={known.alerts.length - 1} />;
  return <span className="t3 clip">{t(known.isFresh ? 'assets.no-alerts' : 'assets.no-alerts-known')}</span>;
}
