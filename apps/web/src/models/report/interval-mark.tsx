import type { ReactElement } from 'react';
import type { Estimate } from '../model-types.js';
import { placeOf } from './interval-scale.js';

const WIDTH = 104;
const ROOM = 4;

interface IntervalMarkProps {
  readonly estimate: Estimate;
  /** Where the scale ends; it begins at 0. */
  readonly end: number;
  /** The version that the page is about. */
  readonly isOwn: boolean;
}

/** A dot and its 95 % interval. The numbers stand beside it. */
export function IntervalMark({ estimate, end, isOwn }: IntervalMarkProps): ReactElement {
  const place = placeOf(estimate, end);
  const x = (share: number): number => ROOM + share * (WIDTH - 2 * ROOM);
  return (
    <svg
      className={isOwn ? 'interval-mark own' : 'interval-mark'}
      width={WIDTH}
      height="14"
      aria-hidden="true"
    >
      <path className="gl" d={`M${ROOM},7H${WIDTH - ROOM}`} />
      {place === null ? null : (
        <>
          <path className="span" d={`M${x(place.from)},7H${x(place.to)}`} />
          <circle cx={x(place.dot)} cy="7" r="3.6" />
        </>
      )}
    </svg>
  );
}
