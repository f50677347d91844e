import type { ReactElement } from 'react';
import type { Outcome } from './timeline.js';

const SIZE = 12;
const MIDDLE = SIZE / 2;

interface OutcomeMarkProps {
  readonly outcome: Outcome | 'false-alarm';
}

/** A shape for each outcome: full, half, crossed, a triangle; never a colour alone. */
export function OutcomeMark({ outcome }: OutcomeMarkProps): ReactElement {
  return (
    <svg className={`outcome ${outcome}`} width={SIZE} height={SIZE} aria-hidden="true">
      {outcome === 'false-alarm' ? (
        <path className="ring" d="M1.5,10.5h9L6,1.5z" />
      ) : (
        <circle className={outcome === 'warned' ? 'dot' : 'ring'} cx={MIDDLE} cy={MIDDLE} r="4" />
      )}
      {outcome === 'late' ? <path className="dot" d="M6,2a4,4 0 0 1 0,8z" /> : null}
      {outcome === 'missed' || outcome === 'not-in-time' ? (
        <path className="ring" d="M4,4l4,4m0,-4l-4,4" />
      ) : null}
    </svg>
  );
}
