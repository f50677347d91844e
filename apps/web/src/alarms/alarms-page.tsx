import { lazy, type ReactElement, Suspense, useEffect, useRef } from 'react';
import { usePageCommands } from '../frame/index.js';
import { ALERT_ORDERS, useConnection, useFlood, useLive } from '../live/index.js';
import { classNames, Loading, Page, Segmented } from '../parts/index.js';
import { usePreference } from '../preferences/index.js';
import { useTexts } from '../texts/index.js';
import { useUndo } from '../undo/index.js';
import { ActionBar } from './actions/action-bar.js';
import { useActing } from './actions/use-acting.js';
import { useSpokenPending } from './actions/use-spoken-pending.js';
import { AlertDrawer } from './detail/alert-drawer.js';
import { type AlarmCommand, IN_PALETTE, KEY_HELP } from './keys/alarm-command.js';
import { useAlarmKeys } from './keys/use-alarm-keys.js';
import { AlarmGrid } from './list/alarm-grid.js';
import { AllChangesList } from './list/all-changes.js';
import { ALERT_VIEWS } from './list/alert-views.js';
import { FilterBar } from './list/filter-bar.js';
import { FloodStrip } from './list/flood-strip.js';
import { ListFoot, ListState } from './list/list-states.js';
import { ListTools } from './list/list-tools.js';
import { NewPill } from './list/new-pill.js';
import { useAlarmList } from './list/use-alarm-list.js';
import { useAllChanges } from './list/use-all-changes.js';
import { useFloodList } from './list/use-flood-list.js';
import { useAlarmWork } from './use-alarm-work.js';
import { useAlarmsAddress } from './use-alarms-address.js';

const loadActionDialog = () => import('./actions/action-dialog.js');
const ActionDialog = lazy(loadActionDialog);

const MOVES: ReadonlySet<AlarmCommand> = new Set(['next', 'previous', 'extend-down', 'extend-up']);

/** What an operator watches: the active alerts, and the one that is open beside them. */
export function AlarmsPage(): ReactElement {
  const { t } = useTexts();
  const { takeBack } = useUndo();
  const address = useAlarmsAddress();
  const isComplete = useLive(({ isComplete: isWhole }) => isWhole);
  const connection = useConnection().kind;
  const { view, filter, alertId, isGrouped } = address;
  const isAll = view === 'all';
  const [order, chooseOrder] = usePreference('alarm-order', ALERT_ORDERS, 'urgent');
  // Groups of a flood stand where their most urgent alert would.
  const isFloodByCause = useFlood() !== null && isGrouped;
  const [list, shown] = useAlarmList(isAll ? 'active' : view, filter, isFloodByCause ? 'urgent' : order);
  const changes = useAllChanges(isAll, filter);
  const flooding = useFloodList(shown.rows, isGrouped);
  const { flood } = flooding;
  const lines = isAll ? changes.lines : flooding.lines;
  const acting = useActing();
  useSpokenPending(acting);
  const work = useAlarmWork({ address, lines, acting, mayAct: connection !== 'not-connected' });
  const { ids, currentId, dialog } = work;
  const search = useRef<HTMLSpanElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  useReturnedFocus(alertId, grid);
  useFetchedDialog(isComplete);
  const group = flooding.groupInSight(currentId);
  const commands: Readonly<Record<AlarmCommand, () => void>> = {
    next: () => work.move(1),
    previous: () => work.move(-1),
    'extend-down': () => work.extend(1),
    'extend-up': () => work.extend(-1),
    open: () => currentId !== null && address.open(currentId),
    close: work.close,
    drawer: () => (alertId === null ? currentId !== null && address.open(currentId) : work.close()),
    acknowledge: () => work.acknowledge(),
    'acknowledge-group': () => work.acknowledge(group),
    fold: () => flooding.foldAt(currentId, 'first'),
    unfold: () => flooding.foldAt(currentId, 'next'),
    select: work.toggle,
    filter: () => search.current?.querySelector('input')?.focus(),
    'show-new': () => list.showWaiting(),
    resolve: () => work.write('resolve'),
    dismiss: () => work.write('dismiss'),
    note: () => work.write('note'),
    undo: takeBack,
  };
  useAlarmKeys((command) => {
    list.touch();
    // The row that the keys go to is read out, and Enter opens it, whatever had the focus before.
    if (alertId === null && MOVES.has(command)) grid.current?.focus({ preventScroll: true });
    commands[command]();
  });
  usePageCommands(
    KEY_HELP.map(({ command, keys }) => ({
      id: command,
      label: t(`alarms.keys.${command}`),
      keys,
      ...(IN_PALETTE.includes(command) ? { run: commands[command] } : {}),
    })),
  );
  const rows = {
    acting,
    currentId,
    selectedIds: work.selectedIds,
    gridRef: grid,
    onOpen: address.open,
    onSwipe: work.acknowledgeOne,
    onPick: work.pick,
  };
  return (
    <div
      className={classNames(
        'alarms',
        connection === 'not-connected' && 'not-live',
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
        actions={
          <ListTools
            order={isAll || isFloodByCause ? null : order}
            onOrder={chooseOrder}
            alerts={() => work.shown}
          />
        }
      >
        {flood === null || isAll ? null : (
          <FloodStrip
            flood={flood}
            isGrouped={isGrouped}
            acknowledgeable={group.length}
            onGroup={address.group}
            onAcknowledgeGroup={() => work.acknowledge(group)}
          />
        )}
        <FilterBar
          filter={filter}
          choices={isAll ? changes.choices : shown.choices}
          matching={isAll ? lines.length : shown.matching}
          inView={isAll ? changes.count : shown.inView}
          onNarrow={address.narrow}
          searchRef={search}
        />
        <div className="alarm-list">
          {isAll ? (
            <AllChangesList changes={changes} filter={filter} {...rows} />
          ) : (
            <>
              <NewPill waiting={shown.waiting} onShow={() => list.showWaiting()} />
              {shown.rows.length === 0 ? (
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
                  {...rows}
                  onHand={(change) => list.touch(change)}
                  {...(flood === null || !isGrouped
                    ? {}
                    : { onFold: flooding.fold, onSight: flooding.onSight })}
                  isGrowing={!isComplete}
                  foot={isComplete ? <ListFoot view={view} shown={shown} /> : <Loading lines={3} isInList />}
                />
              )}
            </>
          )}
        </div>
        <ActionBar
          selected={work.selected}
          onAcknowledge={work.acknowledge}
          onWrite={work.write}
          onClear={work.clear}
        />
      </Page>
      {alertId === null ? null : (
        <AlertDrawer
          key={alertId}
          alertId={alertId}
          acting={acting}
          position={ids.indexOf(alertId)}
          count={ids.length}
          onMove={work.move}
          onClose={work.close}
          onAcknowledge={(alert) => work.acknowledge([alert])}
          onWrite={(kind, alert) => work.write(kind, [alert])}
        />
      )}
      {dialog === null ? null : (
        <Suspense>
          <ActionDialog
            kind={dialog.kind}
            alertIds={dialog.alerts.map(({ id }) => id)}
            onClose={() => work.setDialog(null)}
            onWritten={(sentence) => work.written(dialog.kind, dialog.alerts, sentence)}
          />
        </Suspense>
      )}
    </div>
  );
}

/** Closing the drawer returns the focus to the list, whose current row is the one that was open. */
function useReturnedFocus(alertId: string | null, grid: { readonly current: HTMLDivElement | null }): void {
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && alertId === null) grid.current?.focus({ preventScroll: true });
    wasOpen.current = alertId !== null;
  }, [alertId, grid]);
}

/** The dialogs come after the list, and before a key asks for one. */
function useFetchedDialog(isListComplete: boolean): void {
  useEffect(() => {
    if (!isListComplete) return;
    loadActionDialog().catch(() => undefined); // Fetched again when a dialog opens.
  }, [isListComplete]);
}
