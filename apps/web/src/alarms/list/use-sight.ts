import { type RefObject, useEffect } from 'react';

/** A row counts as seen once half of it is. */
const SEEN_SHARE = 0.5;

/**
 * Tells which rows are in sight, whenever that changes: not those that are mounted beyond the
 * edges, nor those that the page has scrolled away.
 * @param mounted  Ids of the rows that are mounted, with a space between them.
 * @param onSight  Undefined: nobody asks.
 */
export function useSight(
  grid: RefObject<HTMLElement | null>,
  mounted: string,
  onSight: ((ids: readonly string[]) => void) | undefined,
): void {
  useEffect(() => {
    const element = grid.current;
    if (onSight === undefined || element === null) return undefined;
    const seen = new Set<string>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const id = target.getAttribute('data-alert') ?? '';
          if (isIntersecting) seen.add(id);
          else seen.delete(id);
        }
        onSight([...seen]);
      },
      { threshold: SEEN_SHARE },
    );
    for (const row of element.querySelectorAll('[data-alert]')) observer.observe(row);
    return () => observer.disconnect();
  }, [grid, mounted, onSight]);
}
