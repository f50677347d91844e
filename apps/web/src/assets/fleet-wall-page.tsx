import type { ReactElement } from 'react';
import { shareText } from '../charts/index.js';
import { classNames, PriorityBadge } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { useNow } from '../time/index.js';
import { Wall } from '../wall/wall.js';
import { stateText } from './fleet/asset-words.js';
import type { FleetAsset } from './fleet/fleet.js';
import { useFleet } from './fleet/use-fleet.js';

/** More cannot be read from the other end of the room. */
const ASSETS_MAX = 14;
const EVERY_MS = 10_000;

/** The alerts, with the fleet beside them. */
export function FleetWallPage(): ReactElement {
  return <Wall beside={<FleetBeside />} />;
}

function FleetBeside(): ReactElement | null {
  const { t } = useTexts();
  const now = useNow(EVERY_MS);
  const { assets } = useFleet();
  if (assets === null) return null;
  const more = assets.length - ASSETS_MAX;
  return (
    <section className="wall-beside" aria-label={t('wall.assets')}>
      <ol>
        {assets.slice(0, ASSETS_MAX).map((known) => (
          <WallAsset key={known.asset.assetId} known={known} now={now} />
        ))}
      </ol>
      {more > 0 ? <p className="wall-more t2">{t('wall.more', { count: more })}</p> : null}
    </section>
  );
}

function WallAsset({ known, now }: { readonly known: FleetAsset; readonly now: number }): ReactElement {
  const texts = useTexts();
  const { asset, alerts, isFresh, need, prediction } = known;
  const [worst] = alerts;
  return (
    <li className={classNames('wall-asset', need === 'predicted' && 'predicted', !isFresh && 'stale')}>
      <span className="grow">
        <span className="clip strong">{asset.name}</span>
        <span className="clip t3">{stateText(known, now, texts)}</span>
      </span>
      {prediction === null ? null : (
        <span className="probability">{shareText(prediction.probability, texts.language)}</span>
      )}
      {worst === undefined ? null : (
        <PriorityBadge
          severity={worst.severity}
          state={worst.state.acknowledged ? 'acknowledged' : 'unacknowledged'}
          ring={worst.origin === 'rule' ? 'none' : worst.origin === 'both' ? 'joined' : 'predicted'}
        />
      )}
    </li>
  );
}
