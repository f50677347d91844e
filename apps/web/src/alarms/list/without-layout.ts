import { elementScroll, type Rect, type Virtualizer } from '@tanstack/react-virtual';

type List = Virtualizer<HTMLDivElement, Element>;

/**
 * Tells the size of the list after the browser has laid the page out. To ask for it while the page is
 * drawn makes the browser lay everything out at that moment, and again when the rows are there.
 */
export function observeSize(
  { scrollElement: list }: Pick<List, 'scrollElement'>,
  tell: (size: Rect) => void,
): (() => void) | undefined {
  if (list === null) return undefined;
  const observer = new ResizeObserver(() => tell({ width: list.clientWidth, height: list.clientHeight }));
  observer.observe(list);
  return () => observer.disconnect();
}

/** Scrolls where the list is elsewhere: one that has just come is at its top already. */
export const scrollFromElsewhere: List['options']['scrollToFn'] = (offset, options, list) => {
  if (offset + (options.adjustments ?? 0) !== list.scrollOffset) elementScroll(offset, options, list);
};
