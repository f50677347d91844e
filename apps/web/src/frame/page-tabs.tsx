import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { type TextKey, useTexts } from '../texts/index.js';

interface PageTabsProps {
  /** What the pages have in common, for screen readers. */
  readonly label: TextKey;
  readonly pages: readonly { readonly to: NonNullable<LinkProps['to']>; readonly label: TextKey }[];
}

/** Pages that belong together, beside their heading; each has its address. */
export function PageTabs({ label, pages }: PageTabsProps): ReactElement {
  const { t } = useTexts();
  return (
    <nav className="tabs" aria-label={t(label)}>
      {pages.map((page) => (
        <Link
          key={page.to}
          to={page.to}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          {t(page.label)}
        </Link>
      ))}
    </nav>
  );
}
