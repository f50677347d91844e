import type { Rect, Virtualizer } from '@tanstack/react-virtual';

/**
 * Tells the size of the list after the browser has laid the page out. To ask for it while the page is
 * drawn makes the browser lay everything out at that moment, and again when the rows are there.
 */
export function observeSize(
  { scrollElement: list }: Pick<Virtualizer<HTMLDivElement, Element>, 'scrollElement'>,
  tell: (size: Rect) => void,
): (() => void) | undefined {
  if (list === null) return undefined;
  const observer = new ResizeObserver(() => tell({ width: list.clientWidth, height: list.clientHeight }));
  observer.observe(list);
  return () => observer.disconnect();
}
