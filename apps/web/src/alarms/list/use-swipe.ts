import { type PointerEvent, useState } from 'react';
import { isFarEnough, type Swipe, swipeFrom, swipeTo } from './swipe.js';

interface SwipedRow {
  readonly shiftPx: number;
  readonly isFarEnough: boolean;
  readonly handlers: {
    readonly onPointerDown?: (event: PointerEvent) => void;
    readonly onPointerMove?: (event: PointerEvent) => void;
    readonly onPointerUp?: () => void;
    readonly onPointerCancel?: () => void;
  };
}

const STILL: SwipedRow = { shiftPx: 0, isFarEnough: false, handlers: {} };

/**
 * Moves a row after a finger. A mouse does not swipe: it has buttons.
 * @param onSwipe  Null: the row cannot be swiped.
 */
export function useSwipe(onSwipe: (() => void) | null): SwipedRow {
  const [swipe, setSwipe] = useState<Swipe | null>(null);
  if (onSwipe === null) return STILL;
  const isEnough = swipe !== null && isFarEnough(swipe);
  return {
    shiftPx: swipe?.shiftPx ?? 0,
    isFarEnough: isEnough,
    handlers: {
      onPointerDown: ({ pointerType, isPrimary, clientX, clientY }) => {
        if (pointerType === 'touch' && isPrimary) setSwipe(swipeFrom(clientX, clientY));
      },
      onPointerMove: ({ clientX, clientY }) => {
        if (swipe !== null) setSwipe(swipeTo(swipe, clientX, clientY));
      },
      onPointerUp: () => {
        setSwipe(null);
        if (isEnough) onSwipe();
      },
      // The browser takes the finger over: it scrolls.
      onPointerCancel: () => setSwipe(null),
    },
  };
}
