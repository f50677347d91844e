import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { presentParams } from '../address/index.js';
import { SEVERITIES } from '../live/index.js';
import type { AlertFilter } from './list/alert-filter.js';
import type { AlertView } from './list/alert-views.js';

const route = getRouteApi('/frame/alarms');
const listOf = (text: string | undefined): readonly string[] => text?.split(',') ?? [];
/** Absent in the address, where nothing is chosen. */
const joined = (values: readonly string[]): string | undefined =>
  values.length === 0 ? undefined : values.join(',');

export interface AlarmsAddress {
  readonly alertId: string | null;
  readonly view: AlertView;
  readonly filter: AlertFilter;
  /** Whether a flood is shown by cause. */
  readonly isGrouped: boolean;
  readonly group: (isGrouped: boolean) => void;
  readonly open: (alertId: string | null) => void;
  readonly show: (view: AlertView) => void;
  readonly narrow: (filter: AlertFilter) => void;
}

/** State of the page, which its address holds. */
export function useAlarmsAddress(): AlarmsAddress {
  const { alert, view = 'active', words = '', asset, priority, component, rows } = route.useSearch();
  const navigate = useNavigate({ from: '/alarms' });
  const filter = useMemo(
    () => ({
      words,
      assets: listOf(asset),
      priorities: SEVERITIES.filter((severity) => listOf(priority).includes(severity)),
      components: listOf(component),
    }),
    [words, asset, priority, component],
  );
  return useMemo(
    () => ({
      alertId: alert ?? null,
      view,
      filter,
      isGrouped: rows === undefined,
      group: (isGrouped) =>
        void navigate({
          search: (before) => presentParams({ ...before, rows: isGrouped ? undefined : 'one-by-one' }),
        }),
      open: (alertId) =>
        void navigate({
          search: (before) => presentParams({ ...before, alert: alertId ?? undefined }),
          // Walking through alerts leaves one step in the history of the browser.
          replace: alert !== undefined,
        }),
      show: (wanted) =>
        void navigate({
          search: (before) => presentParams({ ...before, view: wanted === 'active' ? undefined : wanted }),
        }),
      narrow: (wanted) =>
        void navigate({
          search: (before) =>
            presentParams({
              ...before,
              words: wanted.words === '' ? undefined : wanted.words,
              asset: joined(wanted.assets),
              priority: joined(wanted.priorities),
              component: joined(wanted.components),
            }),
          replace: true,
        }),
    }),
    [alert, view, filter, rows, navigate],
  );
}
