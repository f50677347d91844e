import { useConnection, useFeedStatus } from '../live/index.js';

/**
 * Until when values are known, where none come any more: the feed is down, or the page is not
 * connected. Null: they come.
 */
export function useKnownUntil(): number | null {
  const connection = useConnection();
  const feed = useFeedStatus();
  if (connection.kind === 'not-connected') return connection.since;
  if (feed?.state !== 'down' || feed.newestEventAt === null) return null;
  return Date.parse(feed.newestEventAt);
}
