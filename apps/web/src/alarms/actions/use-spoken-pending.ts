import { useEffect } from 'react';
import { useAnnounce } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { usePlantTime } from '../../time/index.js';
import type { Acting } from './acting.js';
import { pendingText } from './pending-text.js';

/** Tells screen readers what became of an action; that it is on its way is no news. */
export function useSpokenPending(acting: Acting): void {
  const announce = useAnnounce();
  const { t } = useTexts();
  const plantTime = usePlantTime();
  useEffect(() => {
    let before = acting.get();
    return acting.listen(() => {
      const now = acting.get();
      const said = [...now].find(([id, pending]) => before.get(id) !== pending)?.[1];
      before = now;
      if (said !== undefined && said.kind !== 'sending') {
        announce(pendingText(said, t, (at) => plantTime.time(at)));
      }
    });
  }, [acting, announce, t, plantTime]);
}
