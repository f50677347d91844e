import { type ReactElement, useMemo } from 'react';
import { type Flood, FLOOD_BEGINS_ABOVE, floodFigures, type FloodFigures } from '../../live/index.js';
import { Button } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { ageText, useNow, usePlantTime } from '../../time/index.js';

const EVERY_MS = 10_000;

interface FloodStripProps {
  readonly flood: Flood;
  readonly isGrouped: boolean;
  /** Alerts that the button would acknowledge. */
  readonly acknowledgeable: number;
  readonly onGroup: (isGrouped: boolean) => void;
  readonly onAcknowledgeGroup: () => void;
}

/** Above the list in a flood: since when, how many, where, and what was first by how much. */
export function FloodStrip(props: FloodStripProps): ReactElement {
  const { flood, isGrouped, acknowledgeable, onGroup, onAcknowledgeGroup } = props;
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  const figures = useMemo(() => floodFigures(flood, now), [flood, now]);
  return (
    <section className="flood" aria-label={t('alarms.flood')}>
      <div>
        <h2>{t('alarms.flood')}</h2>
        <p className="t2">{t('alarms.flood.since', { at: plantTime.time(flood.sinceMs) })}</p>
      </div>
      <div className="flood-words">
        <p>
          <span className="medium">{t('alarms.flood.count', { count: figures.alerts })}</span>{' '}
          <span className="t2">
            {t('alarms.flood.where', { assets: figures.assets, most: FLOOD_BEGINS_ABOVE })}
          </span>
        </p>
        <p className="t2">
          {t('alarms.flood.first')} <span className="medium first">{flood.firstOut.title}</span>
          {flood.aheadMs === 0 ? '' : t('alarms.flood.ahead', { age: ageText(flood.aheadMs) })}
        </p>
      </div>
      <ByMinute figures={figures} />
      <div className="row">
        <Button onClick={() => onGroup(!isGrouped)}>
          {t(isGrouped ? 'alarms.flood.one-by-one' : 'alarms.flood.to-groups')}
        </Button>
        {!isGrouped ? null : (
          <Button look="primary" shortcut="⇧A" disabled={acknowledgeable === 0} onClick={onAcknowledgeGroup}>
            {t('alarms.flood.acknowledge', { count: acknowledgeable })}
          </Button>
        )}
      </div>
    </section>
  );
}

const WIDTH = 150;
const [BAR_WIDTH, BARS_HEIGHT, FOOT] = [6, 31, 33];
/** Minutes with more alerts than one person can follow are dark. */
const MUCH_A_MINUTE = FLOOD_BEGINS_ABOVE;

function ByMinute({ figures: { byMinute, peak, fromMs } }: { readonly figures: FloodFigures }): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const clock = (at: number): string => plantTime.time(at).slice(0, 5);
  const step = WIDTH / byMinute.length;
  const words = { alerts: peak.alerts, at: clock(peak.atMs) };
  return (
    <svg
      className="flood-minutes"
      width={WIDTH}
      height="46"
      role="img"
      aria-label={t('alarms.flood.minutes', { minutes: byMinute.length, ...words })}
    >
      {byMinute.map((alerts, at) => {
        const height = peak.alerts === 0 ? 0 : Math.round((alerts / peak.alerts) * BARS_HEIGHT);
        return (
          <rect
            key={at}
            className={alerts > MUCH_A_MINUTE ? 'much' : undefined}
            x={at * step}
            y={FOOT - height}
            width={BAR_WIDTH}
            height={height}
          />
        );
      })}
      <text className="ax" x="0" y="45">
        {clock(fromMs)}
      </text>
      <text className="ax" x={WIDTH} y="45" textAnchor="end">
        {t('alarms.flood.peak', words)}
      </text>
    </svg>
  );
}
