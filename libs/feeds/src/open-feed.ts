import type { Feed } from '@eagle/contracts';
import type { FeedConnection } from './feed-connection.js';
import { PostgresFeed } from './postgres/postgres-feed.js';

export interface OpenFeedOptions {
  /** Shown to the source's administrators beside the session. */
  readonly applicationName?: string;
  /** Wall clock in milliseconds, for tolerances. */
  readonly now?: () => number;
}

/**
 * A connection to a source, by its kind. Nothing is connected yet: the first call does that.
 * @param password  Already opened; it is kept in memory only and never logged.
 */
export function openFeed(feed: Feed, password: string, options: OpenFeedOptions = {}): FeedConnection {
  const { applicationName = 'eagle-notifier', now = Date.now } = options;
  switch (feed.kind) {
    case 'postgres':
      return new PostgresFeed({ feed, password, applicationName, now });
  }
}
