import { type ReactElement, type ReactNode, useEffect } from 'react';
import { classNames } from './class-names.js';

interface PageProps {
  /** Heading of the page, and title of the tab. */
  readonly title: string;
  /** Before the heading: the page above it. */
  readonly crumb?: ReactNode;
  /** Beside the heading: views, filters. */
  readonly lead?: ReactNode;
  /** At the end of the heading's line: buttons. */
  readonly actions?: ReactNode;
  /** Whether the page scrolls as a whole; a list scrolls by itself. */
  readonly scrolls?: boolean;
  readonly children: ReactNode;
}

/** A page inside of the frame. */
export function Page({ title, crumb, lead, actions, scrolls = true, children }: PageProps): ReactElement {
  useEffect(() => {
    document.title = `${title} · Eagle Notifier`;
  }, [title]);
  return (
    <div className={classNames('page', scrolls && 'scroll')}>
      <div className="pagehead">
        {crumb === undefined ? (
          <h1>{title}</h1>
        ) : (
          <span className="row tight crumbs-head">
            {crumb} <span className="t3">/</span> <h1>{title}</h1>
          </span>
        )}
        {lead}
        <span className="grow" />
        {actions}
      </div>
      {children}
    </div>
  );
}
