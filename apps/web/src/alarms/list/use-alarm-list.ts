import { useEffect, useState, useSyncExternalStore } from 'react';
import { type AlertOrder, useLiveStore } from '../../live/index.js';
import { useTexts } from '../../texts/index.js';
import { serverClock } from '../../time/index.js';
import { AlarmList, type AlarmListSnapshot } from './alarm-list.js';
import type { AlertFilter } from './alert-filter.js';
import type { LiveView } from './alert-views.js';

/** Calls back after a while. @returns how to call it off. */
export function later(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/** The live list of the page, with its rows as they are drawn now. */
export function useAlarmList(
  view: LiveView,
  filter: AlertFilter,
  order: AlertOrder,
): readonly [AlarmList, AlarmListSnapshot] {
  const live = useLiveStore();
  const { sentences } = useTexts();
  const [list] = useState(() => new AlarmList({ now: () => serverClock.now(), later }));
  useEffect(() => {
    const take = (): void => {
      const { state, isComplete } = live.get();
      list.take(state.alerts, isComplete);
    };
    take();
    const stop = live.listen(take);
    return () => {
      stop();
      list.close();
    };
  }, [live, list]);
  useEffect(
    () => list.show(view, filter, order, sentences.alertTitle),
    [list, view, filter, order, sentences],
  );
  return [list, useSyncExternalStore(list.listen, list.get)];
}
