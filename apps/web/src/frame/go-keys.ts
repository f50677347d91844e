import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isTyping } from '../parts/index.js';
import { useSingleKeys } from '../preferences/index.js';
import { useNavigation } from './navigation-context.js';

/** The second key follows within this time. */
const SECOND_KEY_MS = 1_500;

/**
 * `G`, then the key of a page, goes there; `[` folds the navigation. They can be switched off. The
 * second key belongs to `G` alone: `G M` silences nothing, and `G A` acknowledges nothing.
 */
export function useGoKeys(onFold: () => void): void {
  const navigate = useNavigate();
  const entries = useNavigation();
  const [singleKeys] = useSingleKeys();
  useEffect(() => {
    if (singleKeys === 'off') return undefined;
    let isGoing = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (isGoing) {
        isGoing = false;
        event.preventDefault();
        event.stopPropagation();
        const entry = entries.find((each) => each.key === key);
        if (entry !== undefined) void navigate({ to: entry.to });
      } else if (key === 'g') {
        isGoing = true;
        clearTimeout(timer);
        timer = setTimeout(() => (isGoing = false), SECOND_KEY_MS);
      } else if (key === '[') onFold();
    };
    // Before the page and the sound: they listen on the way up.
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, [entries, navigate, onFold, singleKeys]);
}
