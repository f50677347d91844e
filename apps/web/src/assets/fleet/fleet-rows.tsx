import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { shareText } from '../../charts/index.js';
import { useTexts } from '../../texts/index.js';
import { ageText } from '../../time/index.js';
import type { Tag } from '../use-configuration.js';
import { figureOf, stateText } from './asset-words.js';
import type { FleetAsset } from './fleet.js';
import { WorstAlert } from './worst-alert.js';

interface FleetRowsProps {
  /** Name of the table. */
  readonly label: string;
  readonly assets: readonly FleetAsset[];
  readonly figures: readonly Tag[];
  readonly now: number;
}

export function FleetRows({ label, assets, figures, now }: FleetRowsProps): ReactElement {
  const { t } = useTexts();
  return (
    <div className="panel fleet-rows">
      <table className="tbl-natural" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('assets.asset')}</th>
            <th scope="col">{t('assets.state')}</th>
            <th scope="col" className="num">
              {t('assets.probability')}
            </th>
            <th scope="col" className="worst">
              {t('assets.worst-alert')}
            </th>
            {figures.map(({ tag, label: name }) => (
              <th key={tag} scope="col" className="num" title={name}>
                {name === '' ? tag : name}
              </th>
            ))}
            <th scope="col" className="num">
              {t('assets.newest-scan')}
            </th>
          </tr>
        </thead>
        <tbody>
          {assets.map((known) => (
            <AssetRow key={known.asset.assetId} known={known} figures={figures} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface AssetRowProps {
  readonly known: FleetAsset;
  readonly figures: readonly Tag[];
  readonly now: number;
}

function AssetRow({ known, figures, now }: AssetRowProps): ReactElement {
  const texts = useTexts();
  const { asset, alerts, latest, prediction } = known;
  const [worst] = alerts;
  return (
    <tr className={known.isFresh ? undefined : 'stale'}>
      <td>
        <Link to="/assets/$assetId" params={{ assetId: asset.assetId }} title={asset.name}>
          {asset.name}
        </Link>
      </td>
      <td className="t2">{stateText(known, now, texts)}</td>
      <td className="num">{prediction === null ? '' : shareText(prediction.probability, texts.language)}</td>
      <td>
        {worst === undefined ? (
          <span className="t3">{texts.t('assets.none')}</span>
        ) : (
          <span className="row">
            <WorstAlert alert={worst} more={alerts.length - 1} />
          </span>
        )}
      </td>
      {figures.map((tag) => (
        <td key={tag.tag} className="num">
          {figureOf(known, tag, texts)}
        </td>
      ))}
      <td className="num t3">{latest === null ? '' : ageText(now - latest.timeMs)}</td>
    </tr>
  );
}
