import type { AnimationEvent, ReactElement } from 'react';
import type { Severity } from '../api/index.js';
import { useTexts } from '../texts/index.js';
import { classNames } from './class-names.js';

/** How far an alert got; `held` is shelved, suppressed or out of service. */
export type BadgeState = 'unacknowledged' | 'acknowledged' | 'cleared' | 'held';
/** Whether a prediction began the alert, and whether a rule has joined it. */
export type BadgeRing = 'none' | 'predicted' | 'joined';

interface PriorityBadgeProps {
  readonly severity: Severity;
  readonly state: BadgeState;
  readonly ring?: BadgeRing;
  readonly size?: 'small' | 'regular' | 'large';
  /** Beside a text that says the same, for example a count with its name. */
  readonly isDecoration?: boolean;
}

const SHAPES: Readonly<Record<Severity, ReactElement>> = {
  critical: <polygon className="shape" points="8.6,4 15.4,4 20,8.6 20,15.4 15.4,20 8.6,20 4,15.4 4,8.6" />,
  high: <polygon className="shape" points="12,3.4 21,19.4 3,19.4" />,
  medium: <polygon className="shape" points="12,2.6 21.4,12 12,21.4 2.6,12" />,
  low: <circle className="shape" cx="12" cy="12" r="8" />,
};

const LETTERS: Readonly<
  Record<Severity, { readonly letter: string; readonly y: number; readonly isSmall: boolean }>
> = {
  critical: { letter: 'C', y: 15.4, isSmall: false },
  high: { letter: 'H', y: 17.2, isSmall: true },
  medium: { letter: 'M', y: 15.2, isSmall: true },
  low: { letter: 'L', y: 15.4, isSmall: false },
};

const STATE_CLASSES: Readonly<Record<BadgeState, string>> = {
  unacknowledged: 'blink',
  acknowledged: 'acked',
  cleared: 'cleared',
  held: 'cleared',
};
const SIZE_CLASSES = { small: 'sm', regular: undefined, large: 'lg' } as const;

/** All badges blink together: each counts from the beginning of the page, not from when it came. */
function blinkInPhase({ currentTarget }: AnimationEvent<Element>): void {
  for (const animation of currentTarget.getAnimations()) animation.startTime = 0;
}

/** Shape, letter, colour and word of a priority: never one of them alone. */
export function PriorityBadge(props: PriorityBadgeProps): ReactElement {
  const { severity, state, ring = 'none', size = 'regular', isDecoration = false } = props;
  const { t } = useTexts();
  const { letter, y, isSmall } = LETTERS[severity];
  const words = [
    t(`priority.${severity}`),
    t(`priority.state.${state}`),
    ...(ring === 'none' ? [] : [t(`priority.${ring}`)]),
  ];
  const name = isDecoration
    ? ({ 'aria-hidden': true } as const)
    : ({ role: 'img', 'aria-label': words.join(', ') } as const);
  return (
    <svg
      className={classNames('badge', severity, STATE_CLASSES[state], SIZE_CLASSES[size])}
      viewBox="0 0 24 24"
      onAnimationStart={blinkInPhase}
      {...name}
    >
      {SHAPES[severity]}
      <text
        x="12"
        y={y}
        fontSize={isSmall ? 8.5 : undefined}
        className={isSmall ? 'small-letter' : undefined}
      >
        {letter}
      </text>
      {ring === 'none' ? null : (
        <circle className={classNames('ring', ring === 'joined' && 'joined')} cx="12" cy="12" r="13.2" />
      )}
    </svg>
  );
}
