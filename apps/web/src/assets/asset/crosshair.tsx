import { type PointerEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { instantAt, rangeBetween, shareAt, type TimeRange } from '../../charts/time-range.js';
import { usePlantTime } from '../../time/index.js';

/** What a lane says at an instant; `top` is its place below the top of the lanes. */
export interface Readout {
  readonly key: string;
  readonly name: string;
  readonly text: string;
}

interface CrosshairProps {
  readonly range: TimeRange;
  readonly readoutsAt: (atMs: number) => readonly Readout[];
  readonly onSelect: (range: TimeRange) => void;
  readonly onZoom: (factor: number, atMs: number) => void;
}

const DRAG_PX_MIN = 4;
const WHEEL_STEP = 1.25;

/** Across all lanes: readouts under the pointer, drag to zoom, Ctrl and wheel to zoom. */
export function Crosshair({ range, readoutsAt, onSelect, onZoom }: CrosshairProps): ReactElement {
  const element = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const [begun, setBegun] = useState<number | null>(null);
  const plantTime = usePlantTime();
  const shareOf = ({ clientX }: { readonly clientX: number }): number => {
    const box = element.current?.getBoundingClientRect();
    return box === undefined ? 0 : Math.min(1, Math.max(0, (clientX - box.left) / box.width));
  };
  useWheel();
  const end = (event: PointerEvent): void => {
    const width = element.current?.clientWidth ?? 0;
    const at = shareOf(event);
    if (begun !== null && Math.abs(at - begun) * width >= DRAG_PX_MIN) {
      onSelect(rangeBetween(instantAt(range, begun), instantAt(range, at)));
    }
    setBegun(null);
  };
  return (
    <div
      ref={element}
      className="crosshair"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setBegun(shareOf(event));
      }}
      onPointerMove={(event) => setShare(shareOf(event))}
      onPointerUp={end}
      onPointerCancel={() => setBegun(null)}
      onPointerLeave={() => setShare(null)}
    >
      {begun === null || share === null ? null : (
        <div
          className="selected"
          style={{
            insetInlineStart: `${Math.min(begun, share) * 100}%`,
            width: `${Math.abs(share - begun) * 100}%`,
          }}
        />
      )}
      {share === null ? null : (
        <div
          className={share > 0.75 ? 'line before' : 'line'}
          style={{ insetInlineStart: `${share * 100}%` }}
        >
          <dl className="readouts">
            <div className="at">
              <dt className="sr">{plantTime.zone}</dt>
              <dd>{plantTime.short(instantAt(range, share), range.toMs)}</dd>
            </div>
            {readoutsAt(instantAt(range, share)).map(({ key, name, text }) => (
              <div key={key}>
                <dt className="clip">{name}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </div>
  );

  /** The wheel alone scrolls the page. */
  function useWheel(): void {
    useEffect(() => {
      const box = element.current;
      const zoom = (event: WheelEvent): void => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        onZoom(event.deltaY > 0 ? WHEEL_STEP : 1 / WHEEL_STEP, instantAt(range, shareOf(event)));
      };
      box?.addEventListener('wheel', zoom, { passive: false });
      return () => box?.removeEventListener('wheel', zoom);
    });
  }
}

/** From here on the words would be cut at the end of the axis. */
const BEFORE_FROM = 0.8;

interface NowProps {
  readonly range: TimeRange;
  readonly now: number;
  /** From the least to the most, and the estimate between them. */
  readonly failure: (TimeRange & { readonly atMs: number; readonly text: string }) | null;
}

/** The present, and right of it when the machine is expected to fail. */
export function NowAndFailure({ range, now, failure }: NowProps): ReactElement {
  const at = (ms: number): number => Math.min(1, Math.max(0, shareAt(range, ms)));
  const isNowShown = now >= range.fromMs && now <= range.toMs;
  return (
    <div className="lane-overlay" aria-hidden="true">
      {isNowShown ? <div className="now-line" style={{ insetInlineStart: `${at(now) * 100}%` }} /> : null}
      {failure === null || failure.fromMs > range.toMs || failure.toMs < range.fromMs ? null : (
        <>
          <div
            className={at(failure.fromMs) > BEFORE_FROM ? 'failure-band before' : 'failure-band'}
            style={{
              insetInlineStart: `${at(failure.fromMs) * 100}%`,
              width: `${(at(failure.toMs) - at(failure.fromMs)) * 100}%`,
            }}
          >
            <span>{failure.text}</span>
          </div>
          <div className="failure-dot" style={{ insetInlineStart: `${at(failure.atMs) * 100}%` }} />
        </>
      )}
    </div>
  );
}
