import type { ReactElement, ReactNode } from 'react';

interface ScrollRegionProps {
  /** Its name. */
  readonly label: string;
  readonly children: ReactNode;
}

/** A table that is wider than its place: it scrolls sideways, also by the arrow keys. */
export function ScrollRegion({ label, children }: ScrollRegionProps): ReactElement {
  return (
    <div
      className="scroll-region"
      // What scrolls takes the focus: the arrow keys scroll it.
      // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex
      tabIndex={0}
      role="group"
      aria-label={label}
    >
      {children}
    </div>
  );
}
