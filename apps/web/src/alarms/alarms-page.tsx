import { type ReactElement, useMemo, useRef, useState } from 'react';
import type { Alert } from '../api/index.js';
import { useConnection, useLive } from '../live/index.js';
import { classNames, Page, Segmented, useToast } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { ActionBar } from './actions/action-bar.js';
import { ActionDialog, type SentenceKind } from './actions/action-dialog.js';
import { useActing } from './actions/use-acting.js';
import { useNote } from './actions/use-note.js';
import { AlertDrawer } from './detail/alert-drawer.js';
import type { AlarmCommand } from './keys/alarm-command.js';
import { KeyHelp } from './keys/key-help.js';
import { useAlarmKeys } from './keys/use-alarm-keys.js';
import { AlarmGrid } from './list/alarm-grid.js';
import { AllChanges } from './list/all-changes.js';
import { ALERT_VIEWS } from './list/alert-views.js';
import { FilterBar } from './list/filter-bar.js';
import { ListFoot, ListState } from './list/list-states.js';
import { NewPill } from './list/new-pill.js';
import { linesOf } from './list/sections.js';
import { actedOn, extended, moved, NOTHING_SELECTED, toggled } from './list/selection.js';
import { useAlarmList } from './list/use-alarm-list.js';
import { useAlarmsAddress } from './use-alarms-address.js';

type Open = { readonly kind: SentenceKind; readonly alerts: readonly Alert[] } | { readonly kind: 'help' };

/** What an operator watches: the active alerts, and the one that is open beside them. */
export function AlarmsPage(): ReactElement {
  const { t } = useTexts();
  const toast = useToast();
  const address = useAlarmsAddress();
  const isComplete = useLive(({ isComplete: isWhole }) => isWhole);
  const isConnected = useConnection().kind === 'connected';
  const { view, filter, alertId } = address;
  const [list, shown] = useAlarmList(view === 'all' ? 'active' : view, filter);
  const acting = useActing();
  const addNote = useNote();
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  const [opened, setOpened] = useState<Open | null>(null);
  const search = useRef<HTMLSpanElement>(null);
  const lines = useMemo(() => linesOf(shown.rows), [shown.rows]);
  const ids = shown.rows.map(({ alert }) => alert.id);
  const currentId = alertId ?? selection.currentId;
  const at = { ...selection, currentId };
  const acted = (): Alert[] => {
    const chosen = new Set(actedOn(at, ids));
    return shown.rows.map(({ alert }) => alert).filter(({ id }) => chosen.has(id));
  };
  const go = (next: typeof selection): void => {
    setSelection(next);
    if (alertId !== null && next.currentId !== alertId) address.open(next.currentId);
  };
  const write = (kind: SentenceKind, alerts: readonly Alert[] = acted()): void => {
    if (alerts.length === 0) return;
    // Only an acknowledgement is kept for later: the others are decisions about now.
    if (isConnected) setOpened({ kind, alerts });
    else toast({ text: t('alarms.offline') });
  };
  const acknowledge = (alerts: readonly Alert[] = acted()): void => {
    acting.acknowledge(alerts);
    setSelection({ currentId, selectedIds: new Set() });
  };
  const close = (): void => {
    if (alertId !== null) {
      setSelection(at);
      address.open(null);
    } else setSelection({ currentId, selectedIds: new Set() });
  };
  const written = (kind: SentenceKind, alerts: readonly Alert[], sentence: string): void => {
    setOpened(null);
    if (kind === 'note') {
      for (const { id } of alerts) addNote(id, sentence);
      return;
    }
    acting.end(kind, alerts, sentence);
    setSelection({ currentId, selectedIds: new Set() });
    toast({
      text: t(`alarms.done.${kind}`, { count: alerts.length }),
      action: { label: t('states.undo'), onAct: () => acting.undo() },
    });
  };
  const commands: Readonly<Record<AlarmCommand, () => void>> = {
    next: () => go(moved(at, ids, 1)),
    previous: () => go(moved(at, ids, -1)),
    'extend-down': () => go(extended(at, ids, 1)),
    'extend-up': () => go(extended(at, ids, -1)),
    open: () => currentId !== null && address.open(currentId),
    close,
    acknowledge: () => acknowledge(),
    select: () => setSelection(toggled(at)),
    filter: () => search.current?.querySelector('input')?.focus(),
    'show-new': () => list.showWaiting(),
    resolve: () => write('resolve'),
    dismiss: () => write('dismiss'),
    note: () => write('note'),
    undo: () => acting.undo(),
    help: () => setOpened({ kind: 'help' }),
  };
  useAlarmKeys((command) => {
    list.touch();
    commands[command]();
  });
  const isEmpty = lines.length === 0;
  return (
    <div
      className={classNames(
        'alarms',
        !isConnected && isComplete && 'not-live',
        alertId !== null && 'with-drawer',
      )}
    >
      <Page
        scrolls={false}
        title={t('alarms.title')}
        lead={
          <Segmented
            label={t('alarms.view')}
            value={view}
            onChoose={address.show}
            segments={ALERT_VIEWS.map((each) => ({
              value: each,
              label: t(`alarms.view.${each}`),
              ...(each === 'all' || !isComplete ? {} : { count: shown.counts[each] }),
            }))}
          />
        }
      >
        <FilterBar
          filter={filter}
          choices={shown.choices}
          matching={shown.matching}
          inView={shown.inView}
          onNarrow={address.narrow}
          searchRef={search}
        />
        <div className="alarm-list">
          {view === 'all' ? (
            <AllChanges acting={acting} filter={filter} currentId={currentId} onOpen={address.open} />
          ) : (
            <>
              <NewPill waiting={shown.waiting} onShow={() => list.showWaiting()} />
              {isEmpty ? (
                <ListState
                  isComplete={isComplete}
                  view={view}
                  filter={filter}
                  shown={shown}
                  onNarrow={address.narrow}
                />
              ) : (
                <AlarmGrid
                  lines={lines}
                  acting={acting}
                  currentId={currentId}
                  selectedIds={selection.selectedIds}
                  onOpen={address.open}
                  onHand={(change) => list.touch(change)}
                  foot={<ListFoot shown={shown} />}
                />
              )}
            </>
          )}
        </div>
        <ActionBar
          selected={shown.rows.map(({ alert }) => alert).filter(({ id }) => selection.selectedIds.has(id))}
          onAcknowledge={acknowledge}
          onWrite={write}
          onClear={() => setSelection({ currentId, selectedIds: new Set() })}
        />
      </Page>
      {alertId === null ? null : (
        <AlertDrawer
          key={alertId}
          alertId={alertId}
          acting={acting}
          position={ids.indexOf(alertId)}
          count={ids.length}
          onMove={(step) => go(moved(at, ids, step))}
          onClose={close}
          onAcknowledge={(alert) => acknowledge([alert])}
          onWrite={(kind, alert) => write(kind, [alert])}
        />
      )}
      {opened === null ? null : opened.kind === 'help' ? (
        <KeyHelp onClose={() => setOpened(null)} />
      ) : (
        <ActionDialog
          kind={opened.kind}
          count={opened.alerts.length}
          onClose={() => setOpened(null)}
          onWritten={(sentence) => written(opened.kind, opened.alerts, sentence)}
        />
      )}
    </div>
  );
}
