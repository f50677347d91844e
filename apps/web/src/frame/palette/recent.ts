import { useMemo } from 'react';
import { useTextPreference } from '../../preferences/index.js';
import { useSession } from '../../session/index.js';

const RECENT_MAX = 5;

/** The last five, the newest first. */
export const withRecent = (recent: readonly string[], key: string): string[] =>
  [key, ...recent.filter((each) => each !== key)].slice(0, RECENT_MAX);

/** What is kept in the browser can be anything. */
export function recentIn(text: string | null): string[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(kept)) return [];
    return kept.filter((each) => typeof each === 'string').slice(0, RECENT_MAX);
  } catch {
    return []; // Written by something else: nothing was used last.
  }
}

/** Keys of what the person went to last with this browser. Another person has others. */
export function useRecent(): readonly [readonly string[], (key: string) => void] {
  const { user } = useSession();
  const [kept, keep] = useTextPreference(`recent.${user.id}`);
  const recent = useMemo(() => recentIn(kept), [kept]);
  return [recent, (key) => keep(JSON.stringify(withRecent(recent, key)))];
}
