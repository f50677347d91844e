import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { shareText } from '../../charts/index.js';
import { classNames, PriorityBadge } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { stateText } from './asset-words.js';
import type { FleetAsset } from './fleet.js';

interface FleetCellsProps {
  readonly assets: readonly FleetAsset[];
  readonly now: number;
}

/** Hundreds of assets at a glance: the name, the worst badge, and a bar for the probability. */
export function FleetCells({ assets, now }: FleetCellsProps): ReactElement {
  return (
    <ul className="asset-cells">
      {assets.map((known) => (
        <li key={known.asset.assetId}>
          <AssetCell known={known} now={now} />
        </li>
      ))}
    </ul>
  );
}

function AssetCell({ known, now }: { readonly known: FleetAsset; readonly now: number }): ReactElement {
  const texts = useTexts();
  const { asset, alerts, isFresh, prediction } = known;
  const [worst] = alerts;
  const state = stateText(known, now, texts);
  return (
    <Link
      to="/assets/$assetId"
      params={{ assetId: asset.assetId }}
      className={classNames('asset-cell', !isFresh && 'stale')}
      title={`${asset.name}: ${state}`}
    >
      <span className="clip">{asset.name}</span>
      {worst === undefined ? null : (
        <PriorityBadge
          severity={worst.severity}
          state={worst.state.acknowledged ? 'acknowledged' : 'unacknowledged'}
          ring={worst.origin === 'rule' ? 'none' : worst.origin === 'both' ? 'joined' : 'predicted'}
          size="small"
        />
      )}
      {isFresh ? null : <span className="text-11 clip">{texts.t('assets.no-data')}</span>}
      {prediction === null ? null : (
        <span className="bar" title={shareText(prediction.probability, texts.language)}>
          <span style={{ width: `${prediction.probability * 100}%` }} />
        </span>
      )}
    </Link>
  );
}
