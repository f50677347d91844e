/** A finger that moves over a row. Places are in px from where it came down. */
export interface Swipe {
  readonly fromX: number;
  readonly fromY: number;
  /** Whether it goes sideways: null until that can be said. */
  readonly isSideways: boolean | null;
  readonly shiftPx: number;
}

/** Below this nobody can say whether the finger scrolls or swipes. */
const DECIDES_PX = 10;
/** A swipe to the right that is this long acknowledges. */
export const ENOUGH_PX = 96;
/** The row goes no further. */
export const SHIFT_PX_MAX = 152;

export const swipeFrom = (x: number, y: number): Swipe => ({
  fromX: x,
  fromY: y,
  isSideways: null,
  shiftPx: 0,
});

/** A finger that first went up or down scrolls, whatever it does later. To the left does nothing yet. */
export function swipeTo(swipe: Swipe, x: number, y: number): Swipe {
  const [dx, dy] = [x - swipe.fromX, y - swipe.fromY];
  const hasGoneFar = Math.max(Math.abs(dx), Math.abs(dy)) >= DECIDES_PX;
  const isSideways = swipe.isSideways ?? (hasGoneFar ? Math.abs(dx) > 2 * Math.abs(dy) : null);
  return { ...swipe, isSideways, shiftPx: isSideways === true ? Math.min(SHIFT_PX_MAX, Math.max(0, dx)) : 0 };
}

export const isFarEnough = ({ shiftPx }: Swipe): boolean => shiftPx >= ENOUGH_PX;
