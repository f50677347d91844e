import type { ReactElement, ReactNode, Ref } from 'react';
import { classNames } from './class-names.js';

interface ScrollRegionProps {
  /** Its name. */
  readonly label: string;
  readonly className?: string;
  readonly ref?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}

/** A table that is larger than its place: it scrolls, also by the arrow keys. */
export function ScrollRegion({ label, className, ref, children }: ScrollRegionProps): ReactElement {
  return (
    <div
      ref={ref}
      className={classNames('scroll-region', className)}
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
