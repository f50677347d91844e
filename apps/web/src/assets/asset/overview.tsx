import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type PointerEvent, type ReactElement, useRef, useState } from 'react';
import { answer, type Alert, useApi } from '../../api/index.js';
import { outlineOf } from '../../charts/overview-path.js';
import {
  instantAt,
  panBy,
  rangeBetween,
  shareAt,
  sharesIn,
  type TimeRange,
} from '../../charts/time-range.js';
import { useOrganizationQuery } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import type { Lane } from './lane.js';
import { LaneRow } from './lane-row.js';
import { seriesIn } from '../../charts/series-answer.js';
import { TimeScale } from '../../charts/time-scale.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTES_5_MS = 300_000;
const HEIGHT_PX = 36;
const POINTS = 300;
const HANDLE_PX = 8;

interface OverviewProps {
  readonly assetId: string;
  readonly lane: Lane;
  readonly range: TimeRange;
  readonly now: number;
  readonly alerts: readonly Alert[];
  readonly width: number;
  readonly onShow: (range: TimeRange) => void;
}

/** The day around the range: it ends with the present hour, or with the end of what is shown. */
function dayAround({ toMs }: TimeRange, now: number): TimeRange {
  const end = Math.ceil(Math.min(now, toMs) / MINUTES_5_MS) * MINUTES_5_MS;
  return { fromMs: end - DAY_MS, toMs: end };
}

type Grip = 'move' | 'from' | 'to';

/** 24 h, with marks of alerts: drag moves the range, its ends widen it, a double click fits the day. */
export function Overview({ assetId, lane, range, now, alerts, width, onShow }: OverviewProps): ReactElement {
  const { t } = useTexts();
  const element = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<{
    readonly grip: Grip;
    readonly share: number;
    readonly range: TimeRange;
  } | null>(null);
  // The day stays where it is while the range is dragged in it.
  const day = dayAround(held?.range ?? range, now);
  const series = useDay(assetId, lane.tag.tag, day);
  const column = series?.columns[0];
  const { name } = lane;
  const window = sharesIn(day, range);
  const shareOf = ({ clientX }: PointerEvent): number => {
    const box = element.current?.getBoundingClientRect();
    return box === undefined ? 0 : (clientX - box.left) / box.width;
  };
  const gripAt = (share: number): Grip => {
    const reach = HANDLE_PX / Math.max(1, width);
    if (window !== null && Math.abs(share - window.from) < reach) return 'from';
    return window !== null && Math.abs(share - window.to) < reach ? 'to' : 'move';
  };
  const drag = (share: number): void => {
    if (held === null) return;
    const at = instantAt(day, share);
    if (held.grip === 'from') onShow(rangeBetween(at, held.range.toMs));
    else if (held.grip === 'to') onShow(rangeBetween(held.range.fromMs, at));
    else onShow(panBy(held.range, ((share - held.share) * DAY_MS) / (held.range.toMs - held.range.fromMs)));
  };
  return (
    <LaneRow name={t('assets.last-24h')} notes={[t('assets.last-24h.hint')]}>
      <div
        ref={element}
        className="overview"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const share = shareOf(event);
          setHeld({ grip: gripAt(share), share, range });
        }}
        onPointerMove={(event) => drag(shareOf(event))}
        onPointerUp={() => setHeld(null)}
        onPointerCancel={() => setHeld(null)}
        onDoubleClick={() => onShow(day)}
      >
        <svg width={width} height={HEIGHT_PX} role="img" aria-label={t('assets.overview', { name })}>
          {column === undefined || series === undefined ? null : (
            <path
              className="pv grey"
              d={outlineOf(series.timesMs, column.min, column.max, day, { width, height: HEIGHT_PX })}
            />
          )}
          {alerts.map(({ id, severity, raisedAt }) => {
            const share = shareAt(day, Date.parse(raisedAt));
            return share < 0 || share > 1 ? null : (
              <path key={id} className={`raised ${severity}`} d={`M${share * width},0v7`} />
            );
          })}
        </svg>
        {window === null ? null : (
          <div
            className="window"
            style={{
              insetInlineStart: `${window.from * 100}%`,
              width: `${(window.to - window.from) * 100}%`,
            }}
          />
        )}
      </div>
      <TimeScale range={day} width={width} />
    </LaneRow>
  );
}

function useDay(assetId: string, tag: string, { fromMs, toMs }: TimeRange) {
  const api = useApi();
  const named = useOrganizationQuery();
  // A day of the present is read anew with each hour; in between its end alone is missing.
  const hour = Math.floor(toMs / HOUR_MS);
  const { data } = useQuery({
    queryKey: ['assets', 'day', named.organizationId, assetId, tag, hour],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      seriesIn(
        answer(
          api.GET('/api/v1/telemetry', {
            params: {
              query: {
                ...named,
                asset: assetId,
                tags: tag,
                from: new Date(fromMs).toISOString(),
                to: new Date(toMs).toISOString(),
                points: POINTS,
              },
            },
            signal,
          }),
        ),
      ),
  });
  return data;
}
