import { type ReactElement, useMemo } from 'react';
import { shareAt, type TimeRange } from './time-range.js';
import { tickText, timeTicks } from './time-ticks.js';
import { useTexts } from '../texts/index.js';
import { usePlantTime, zoneOffset } from '../time/index.js';

const TICK_PX = 110;
const LABEL_PX = 44;

interface TimeScaleProps {
  readonly range: TimeRange;
  readonly width: number;
}

/** Times of the plant below the lanes. */
export function TimeScale({ range, width }: TimeScaleProps): ReactElement {
  const { zone } = usePlantTime();
  const { language } = useTexts();
  const ticks = useMemo(() => {
    const room = Math.max(2, Math.floor(width / TICK_PX));
    const { stepMs, timesMs } = timeTicks(range, room, zoneOffset(zone));
    const text = tickText(zone, language, stepMs);
    // At the end a label would be cut, or make the page wider than it is.
    const fits = (at: number): boolean => (1 - shareAt(range, at)) * width >= LABEL_PX / 2;
    return timesMs.filter(fits).map((at) => ({ at, text: text(at) }));
  }, [range, width, zone, language]);
  return (
    <div className="time-scale" aria-hidden="true">
      {ticks.map(({ at, text }) => (
        <span key={at} style={{ insetInlineStart: `${shareAt(range, at) * 100}%` }}>
          {text}
        </span>
      ))}
    </div>
  );
}
