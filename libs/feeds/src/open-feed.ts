import type { Feed } from '@eagle/contracts/domain';
import { believedNow, steadyWallNow } from '@eagle/service-kit/clocks';
import type { AllowedNetworks } from '@eagle/service-kit/outbound';
import type { FeedConnection } from './feed-connection.js';
import { PostgresFeed } from './postgres/postgres-feed.js';

export interface OpenFeedOptions {
  /** Where the platform may connect to on behalf of an organization. */
  readonly networks: AllowedNetworks;
  /**
   * How long a source may take to greet, and the fixed duration of every failed first attempt to
   * reach it. Default 5 s.
   */
  readonly connectTimeoutMs?: number;
  /** Shown to the source's administrators beside the session. */
  readonly applicationName?: string;
  /** Wall clock in milliseconds, against which the time of rows is judged. */
  readonly now?: () => number;
  /** A wall clock that is never stepped, for how long something has been missing. */
  readonly steadyNow?: () => number;
}

/** Whether a source can be asked for its past. */
export function keepsPast({ kind }: Pick<Feed, 'kind'>): boolean {
  switch (kind) {
    case 'postgres':
      return true;
  }
}

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * A connection to a source, by its kind. Nothing is connected yet: the first call does that.
 * @param password  Already opened; it is kept in memory only and never logged.
 */
export function openFeed(feed: Feed, password: string, options: OpenFeedOptions): FeedConnection {
  const { applicationName = 'eagle-notifier', now = believedNow, networks } = options;
  const { steadyNow = steadyWallNow } = options;
  const { connectTimeoutMs = CONNECT_TIMEOUT_MS } = options;
  switch (feed.kind) {
    case 'postgres':
      return new PostgresFeed({
        feed,
        password,
        applicationName,
        now,
        steadyNow,
        networks,
        connectTimeoutMs,
      });
  }
}
