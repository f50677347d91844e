import { useCallback, useState } from 'react';
import type { Alert } from '../api/index.js';
import { useLiveStore } from '../live/index.js';
import { useToast } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { useUndo } from '../undo/index.js';
import type { Acting } from './actions/acting.js';
import type { SentenceKind } from './actions/kept-sentence.js';
import { useNote } from './actions/use-note.js';
import { type Line, rowsOf } from './list/sections.js';
import {
  actedOn,
  extended,
  moved,
  NOTHING_SELECTED,
  type Selection,
  selectedBetween,
  toggled,
} from './list/selection.js';
import type { Picked } from './list/use-picking.js';
import type { AlarmsAddress } from './use-alarms-address.js';

/** A dialog over the page. */
export type OpenDialog = { readonly kind: SentenceKind; readonly alerts: readonly Alert[] };

interface Work {
  readonly address: AlarmsAddress;
  /** What is shown: keys move through it, and act on nothing else. */
  readonly lines: readonly Line[];
  readonly acting: Acting;
  /** Whether requests have a chance: false without a connection. */
  readonly mayAct: boolean;
}

/** The current row, the selection, and what is done with them. */
export function useAlarmWork({ address, lines, acting, mayAct }: Work) {
  const { t } = useTexts();
  const toast = useToast();
  const { offer } = useUndo();
  const addNote = useNote();
  const live = useLiveStore();
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const { alertId } = address;
  const shown = rowsOf(lines).map(({ alert }) => alert);
  const ids = shown.map(({ id }) => id);
  const currentId = alertId ?? selection.currentId;
  const at: Selection = { ...selection, currentId };
  const clear = (): void => setSelection({ currentId, selectedIds: new Set() });
  const acted = (): Alert[] => {
    const chosen = new Set(actedOn(at, ids));
    const rows = shown.filter(({ id }) => chosen.has(id));
    const opened = alertId === null ? undefined : live.get().state.alerts.get(alertId);
    return rows.length > 0 || opened === undefined ? rows : [opened];
  };
  const go = (next: Selection): void => {
    setSelection(next);
    if (alertId !== null && next.currentId !== alertId) address.open(next.currentId);
  };
  const acknowledge = (alerts: readonly Alert[] = acted()): void => {
    acting.acknowledge(alerts);
    clear();
  };
  /** A finger acts on its row, whatever is selected. One function for all drawings: rows are kept. */
  const acknowledgeOne = useCallback(
    (id: string): void => {
      const alert = live.get().state.alerts.get(id);
      if (alert !== undefined) acting.acknowledge([alert]);
    },
    [live, acting],
  );
  const write = (kind: SentenceKind, alerts: readonly Alert[] = acted()): void => {
    if (alerts.length === 0) return;
    // Only an acknowledgement is kept for later: the others are decisions about now.
    if (mayAct) setDialog({ kind, alerts });
    else toast({ text: t('alarms.offline') });
  };
  const written = (kind: SentenceKind, alerts: readonly Alert[], sentence: string): void => {
    setDialog(null);
    if (kind === 'note') {
      for (const { id } of alerts) addNote(id, sentence);
      return;
    }
    acting.end(kind, alerts, sentence);
    clear();
    offer({
      text: t(`alarms.done.${kind}`, { count: alerts.length }),
      // Another ending, or leaving the page, sends it before its time is over.
      undo: () => t(acting.undo() ? 'undo.done' : 'undo.too-late'),
    });
  };
  const pick = (picked: Picked): void => {
    if (picked.kind === 'toggle') setSelection(toggled({ ...at, currentId: picked.id }));
    else if (picked.kind === 'to') setSelection(selectedBetween(at, ids, currentId ?? picked.id, picked.id));
    else setSelection(selectedBetween(NOTHING_SELECTED, ids, picked.from, picked.to));
  };
  const close = (): void => {
    if (alertId === null) return clear();
    setSelection(at);
    address.open(null);
  };
  return {
    shown,
    ids,
    currentId,
    selected: shown.filter(({ id }) => selection.selectedIds.has(id)),
    selectedIds: selection.selectedIds,
    dialog,
    setDialog,
    acknowledge,
    acknowledgeOne,
    write,
    written,
    clear,
    close,
    pick,
    move: (step: 1 | -1): void => go(moved(at, ids, step)),
    extend: (step: 1 | -1): void => go(extended(at, ids, step)),
    toggle: (): void => setSelection(toggled(at)),
  };
}
