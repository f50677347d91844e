/** What a person does with the list. While a hand is on it, rows keep their places. */
export interface Hand {
  readonly isPointerOver: boolean;
  readonly isScrolled: boolean;
  readonly hasFocus: boolean;
  /** Milliseconds since 1970 of the last movement of the pointer, the wheel or a key. */
  readonly movedAt: number;
}

/** After so long without a movement nobody is about to click. */
export const REST_MS = 10_000;

export const NO_HAND: Hand = { isPointerOver: false, isScrolled: false, hasFocus: false, movedAt: 0 };

export const holdsList = ({ isPointerOver, isScrolled, hasFocus, movedAt }: Hand, now: number): boolean =>
  (isPointerOver || isScrolled || hasFocus) && now - movedAt < REST_MS;
