import { useEffect, useRef } from 'react';
import type { Alert } from '../api/index.js';
import { assetNameOf, useLiveStore } from '../live/index.js';
import { priorityNumbersText, useAnnounce } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { serverClock, usePlantTime } from '../time/index.js';
import { type Announcement, nextAnnouncements, NOTHING_TOLD } from './alert-announcer.js';

const LOOK_EVERY_MS = 1_000;
/** More critical alerts than these are told of by their number. */
const SPOKEN_MAX = 3;

/** Tells screen readers of new alerts, on every page. */
export function AnnounceAlerts(): null {
  const live = useLiveStore();
  const announce = useAnnounce();
  const { t, sentences } = useTexts();
  const plantTime = usePlantTime();
  const state = useRef(NOTHING_TOLD);
  const seen = useRef<ReadonlyMap<string, Alert> | null>(null);
  useEffect(() => {
    const spoken = (alert: Alert): string =>
      t('frame.announce.critical', {
        title: sentences.alertTitle(alert),
        asset: assetNameOf(alert),
        at: plantTime.time(Date.parse(alert.raisedAt)).slice(0, 5),
      });
    const say = (announcement: Announcement): void => {
      if (announcement.kind === 'critical') {
        const { alerts } = announcement;
        const text =
          alerts.length > SPOKEN_MAX
            ? t('frame.announce.criticals', { count: alerts.length })
            : alerts.map(spoken).join(' ');
        announce(text, 'assertive');
        return;
      }
      const { numbers, isFlood } = announcement;
      const count = numbers.critical + numbers.high + numbers.medium + numbers.low;
      const priorities = priorityNumbersText(numbers, t);
      announce(
        t(isFlood ? 'frame.announce.flood' : 'frame.announce.new', { count, priorities }),
        isFlood && numbers.critical > 0 ? 'assertive' : 'polite',
      );
    };
    const look = (): void => {
      const { isComplete, state: known } = live.get();
      if (!isComplete) return;
      if (known.alerts === seen.current && state.current.gatheredSince === null) return;
      seen.current = known.alerts;
      const next = nextAnnouncements(state.current, {
        alerts: known.alerts.values(),
        isFlood: live.flood.get() !== null,
        now: serverClock.now(),
      });
      state.current = next.state;
      for (const announcement of next.said) say(announcement);
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    const stop = live.listen(look);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [live, announce, t, sentences, plantTime]);
  return null;
}
