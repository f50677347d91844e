import { Link } from '@tanstack/react-router';
import { type ReactElement, useMemo } from 'react';
import type { Alert } from '../../api/index.js';
import { numberText, valueText } from '../../charts/index.js';
import { classNames, PriorityBadge, ScrollRegion } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { NARROW_SPACE, timeToFailureOf, usePlantTime } from '../../time/index.js';
import { tagName } from '../asset/lane.js';
import { timeLeftText } from '../fleet/asset-words.js';
import { isPredictive, type LatestRow } from '../fleet/fleet.js';
import type { Configuration, Tag } from '../use-configuration.js';
import { type Gauge, gaugeOf } from './gauge.js';
import { drivesOf, type Station, stationNow, type StationNow, stationsOf } from './stations.js';

interface ProcessStripProps {
  readonly assetId: string;
  readonly name: string;
  readonly configuration: Configuration;
  /** The newest row; null: none has ever come, or none was read yet. The places keep their room. */
  readonly latest: LatestRow | null;
  readonly isFresh: boolean;
  readonly standing: readonly Alert[];
  readonly now: number;
  /** On a wall, where there is nothing to press. */
  readonly isStill?: boolean;
}

/** What the asset does now, place by place. A value that is old does not look live. */
export function ProcessStrip(props: ProcessStripProps): ReactElement | null {
  const { assetId, name, configuration, latest, isFresh, standing, now, isStill = false } = props;
  const { t, language } = useTexts();
  const stations = useMemo(
    () => stationsOf(configuration.tags, configuration.rules),
    [configuration.tags, configuration.rules],
  );
  const drives = useMemo(() => drivesOf(configuration.tags), [configuration.tags]);
  if (stations.length === 0) return null;
  const values = latest?.values ?? null;
  const driven = drives.map((tag) => {
    const value = values?.[tag.tag]?.value;
    return { tag, text: value == null ? t('assets.no-value') : valueText(value, tag.unit, language) };
  });
  return (
    <ScrollRegion label={t('assets.strip', { name })} className={classNames('strip', !isFresh && 'stale')}>
      <ol className="stations">
        {stations.map((station) => (
          <li key={station.tag.tag}>
            <StationCard
              assetId={assetId}
              station={station}
              shown={stationNow(station, values, standing)}
              now={now}
              isStill={isStill}
            />
          </li>
        ))}
      </ol>
      {driven.length === 0 ? null : (
        <ul className="drives t3">
          {driven.map(({ tag, text }) => (
            <li key={tag.tag} className="nowrap">
              {tagName(tag)} {text}
            </li>
          ))}
        </ul>
      )}
    </ScrollRegion>
  );
}

interface StationCardProps {
  readonly assetId: string;
  readonly station: Station;
  readonly shown: StationNow;
  readonly now: number;
  readonly isStill: boolean;
}

function StationCard({ assetId, station, shown, now, isStill }: StationCardProps): ReactElement {
  const { t, language } = useTexts();
  const { tag, limits } = station;
  const { value, setValue, quality, flagsOn } = shown;
  const isPredicted = shown.alerts.some(isPredictive);
  const setPoint =
    setValue === null
      ? t('assets.strip.no-set-value')
      : t('assets.lane.set-value', { value: numberText(setValue, language) });
  const gauge = value === null ? null : gaugeOf({ value, setValue, limits, range: tag.range });
  const look = classNames('station', isPredicted && 'predicted', quality !== 'good' && 'bad');
  const content = (
    <>
      <span className="station-name clip t2" title={tagName(tag)}>
        {station.name}
      </span>
      <span className="station-value nowrap">
        {value === null ? t('assets.no-value') : numberText(value, language)}
        {value === null || tag.unit === '' ? null : (
          <small>
            {NARROW_SPACE}
            {tag.unit}
          </small>
        )}
      </span>
      <span className="t3 clip">
        {quality === null ? '' : quality === 'good' ? setPoint : t(`assets.quality.${quality}`)}
      </span>
      <span className="station-foot">
        <Foot alerts={shown.alerts} flagsOn={flagsOn} now={now} />
      </span>
      {gauge === null ? null : <GaugeMark gauge={gauge} />}
    </>
  );
  if (isStill) return <div className={look}>{content}</div>;
  return (
    <Link to="/assets/$assetId/tags/$tag" params={{ assetId, tag: tag.tag }} className={look}>
      {content}
    </Link>
  );
}

interface FootProps {
  readonly alerts: readonly Alert[];
  readonly flagsOn: readonly Tag[];
  readonly now: number;
}

/** The most urgent alert, else the flags that are on. */
function Foot({ alerts: [alert], flagsOn, now }: FootProps): ReactElement | null {
  const texts = useTexts();
  const plantTime = usePlantTime();
  if (alert === undefined) {
    return flagsOn.length === 0 ? null : <span className="t3 clip">{flagsOn.map(tagName).join(', ')}</span>;
  }
  const failure = isPredictive(alert) ? timeToFailureOf(alert, now) : null;
  const left = failure === null ? null : timeLeftText(failure, (at) => plantTime.time(at), texts);
  const title = texts.sentences.alertTitle(alert);
  return (
    <>
      <PriorityBadge
        severity={alert.severity}
        state={alert.state.acknowledged ? 'acknowledged' : 'unacknowledged'}
        ring={alert.origin === 'rule' ? 'none' : alert.origin === 'both' ? 'joined' : 'predicted'}
        size="small"
      />
      <span className={left === null ? 'clip' : 'clip time-left'} title={title}>
        {left ?? title}
      </span>
    </>
  );
}

const [WIDTH, HEIGHT] = [26, 58];
const [LEFT, BAR] = [12, 9];

/** An upright scale: its limits, the set value as a line, the value as a pointer. */
function GaugeMark({ gauge: { value, setValue, beyond } }: { readonly gauge: Gauge }): ReactElement {
  const y = (share: number): number => HEIGHT * (1 - share);
  return (
    <svg className="gauge" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <rect className="scale" x={LEFT} y="0" width={BAR} height={HEIGHT} rx="1" />
      {beyond.map(({ from, to }) => (
        <rect
          key={from}
          className="beyond"
          x={LEFT}
          y={y(to)}
          width={BAR}
          height={Math.max(0, y(from) - y(to))}
        />
      ))}
      {setValue === null ? null : <path className="set" d={`M${LEFT - 3},${y(setValue)}h${BAR + 6}`} />}
      <path className="pointer" d={`M${LEFT - 1},${y(value)}l-8,-4.5v9z`} />
    </svg>
  );
}
