import type { ReactElement } from 'react';
import { PageTabs } from '../frame/index.js';

const PAGES = [
  { to: '/feeds', label: 'feeds.view.status' },
  { to: '/feeds/rejected', label: 'feeds.view.rejected' },
  { to: '/feeds/quality', label: 'feeds.view.quality' },
  { to: '/feeds/source', label: 'feeds.view.source' },
] as const;

/** The pages about a feed. */
export const FeedTabs = (): ReactElement => <PageTabs label="feeds.view" pages={PAGES} />;
