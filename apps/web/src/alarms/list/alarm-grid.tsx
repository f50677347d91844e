import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactElement, type ReactNode, type RefObject, useEffect, useId } from 'react';
import { useSession } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow } from '../../time/index.js';
import { useTextPreference } from '../../preferences/index.js';
import type { Acting } from '../actions/acting.js';
import { useKnownUntil } from '../use-known-until.js';
import { Heads } from './alarm-heads.js';
import { AlarmRow } from './alarm-row.js';
import { keptWidths, widthsOf } from './column-widths.js';
import type { Unfolded } from './flood-lines.js';
import type { Hand } from './hand.js';
import { HeadingLine } from './heading-line.js';
import { useRowHeight } from './row-height.js';
import type { Line } from './sections.js';
import { type Picked, usePicking } from './use-picking.js';
import { useSight } from './use-sight.js';
import { observeSize, scrollFromElsewhere } from './without-layout.js';

const AGES_EVERY_MS = 10_000;
/** Rows that are mounted above and below what is seen. */
const BEYOND = 6;
const HEADING_HEIGHT = 30;
/** What a finger presses: `--target-touch`. */
const TARGET_HEIGHT = 48;
/** The heads of the columns stay above the rows that scroll. */
const HEADS_HEIGHT = 28;
/** Before the list is measured, a screen of it is drawn. */
const FIRST_RECT = { width: 1_000, height: 700 };

export interface AlarmGridProps {
  readonly lines: readonly Line[];
  readonly acting: Acting;
  readonly currentId: string | null;
  readonly selectedIds: ReadonlySet<string>;
  readonly onOpen: (alertId: string) => void;
  readonly onHand?: (change?: Partial<Omit<Hand, 'movedAt'>>) => void;
  /** The grid has the focus of all its rows: the current one is named. */
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly onSwipe: (alertId: string) => void;
  /** Selected with a mouse. */
  readonly onPick?: (picked: Picked) => void;
  /** Absent: the list has no groups. */
  readonly onFold?: (groupId: string, unfolded: Unfolded) => void;
  /** Ids of the alerts in sight, whenever they change. */
  readonly onSight?: (ids: readonly string[]) => void;
  /** Below the last row: that this is all, or how to get more. */
  readonly foot: ReactNode;
  /** Whether more rows come by themselves. */
  readonly isGrowing?: boolean;
}

/** The rows, of which only those in sight are mounted. */
export function AlarmGrid(props: AlarmGridProps): ReactElement {
  const { lines, acting, currentId, selectedIds, gridRef, onOpen, onHand, onFold, foot } = props;
  const { t } = useTexts();
  const { user } = useSession();
  const now = useNow(AGES_EVERY_MS);
  const baseId = useId();
  const rowHeight = useRowHeight();
  const knownUntil = useKnownUntil();
  const [kept, keep] = useTextPreference('alarm-columns');
  const widths = widthsOf(kept);
  const picking = usePicking(props.onPick);
  // The list is drawn anew with each of its answers, which no memory of a compiler holds.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => gridRef.current,
    estimateSize: (index) => heightOf(lines[index], rowHeight),
    getItemKey: (index) => keyOf(lines[index], index),
    overscan: BEYOND,
    initialRect: FIRST_RECT,
    observeElementRect: observeSize,
    scrollToFn: scrollFromElsewhere,
    scrollMargin: HEADS_HEIGHT,
    scrollPaddingStart: HEADS_HEIGHT,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight, lines]);
  const currentIndex = lines.findIndex((line) => line.kind === 'alert' && line.row.alert.id === currentId);
  useEffect(() => {
    if (currentIndex >= 0) virtualizer.scrollToIndex(currentIndex, { align: 'auto' });
    // Where the current row moves because others come, the list does not jump after it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [currentId]);
  const shownItems = virtualizer.getVirtualItems();
  const mounted = shownItems.map(({ key }) => key).join(' ');
  useSight(gridRef, mounted, props.onSight);
  const rowId = (alertId: string): string => `${baseId}-${alertId}`;
  return (
    <div
      ref={gridRef}
      role="grid"
      tabIndex={0}
      className="alarm-grid"
      aria-label={t('alarms.list')}
      aria-rowcount={lines.length + 1}
      aria-multiselectable
      aria-busy={props.isGrowing}
      style={Object.fromEntries(Object.entries(widths).map(([name, px]) => [`--${name}-width`, `${px}px`]))}
      aria-activedescendant={currentIndex >= 0 && currentId !== null ? rowId(currentId) : undefined}
      {...picking}
      onPointerEnter={() => onHand?.({ isPointerOver: true })}
      onPointerMove={() => onHand?.()}
      onPointerLeave={({ pointerType }) => {
        // A finger that is lifted comes down again: only its rest ends the hand.
        onHand?.(pointerType === 'touch' ? undefined : { isPointerOver: false });
      }}
      onKeyDown={() => onHand?.()}
      onFocus={() => onHand?.({ hasFocus: true })}
      onBlur={() => onHand?.({ hasFocus: false })}
      onScroll={(event) => onHand?.({ isScrolled: event.currentTarget.scrollTop > 0 })}
    >
      <Heads
        isFlood={onFold !== undefined}
        widths={widths}
        onWidth={(column, px) => keep(keptWidths(widths, column, px))}
      />
      <div className="alarm-rows" role="rowgroup">
        <div role="presentation" className="alarm-space" style={{ height: virtualizer.getTotalSize() }}>
          {shownItems.map(({ index, start, size, key }) => {
            const line = lines[index];
            if (line === undefined) return null;
            const place = { rowIndex: index + 2, top: start - HEADS_HEIGHT, height: size };
            if (line.kind !== 'alert') {
              return (
                <HeadingLine
                  key={key}
                  line={line}
                  {...place}
                  onShowAll={(groupId) => onFold?.(groupId, 'all')}
                />
              );
            }
            const alertId = line.row.alert.id;
            return (
              <AlarmRow
                key={key}
                row={line.row}
                acting={acting}
                userId={user.id}
                now={now}
                knownUntil={knownUntil}
                id={rowId(alertId)}
                {...place}
                {...(line.place === undefined ? {} : { place: line.place })}
                isCurrent={alertId === currentId}
                isSelected={selectedIds.has(alertId)}
                onOpen={onOpen}
                onSwipe={props.onSwipe}
                {...(onFold === undefined ? {} : { onFold })}
              />
            );
          })}
        </div>
        <div className="alarm-foot" role="presentation">
          {foot}
        </div>
      </div>
    </div>
  );
}

function heightOf(line: Line | undefined, rowHeight: number): number {
  switch (line?.kind) {
    case 'alert':
      return rowHeight;
    case 'more':
      // It has a button: a finger needs more room than a heading has.
      return Math.min(rowHeight, TARGET_HEIGHT);
    default:
      return HEADING_HEIGHT;
  }
}

const keyOf = (line: Line | undefined, index: number): string | number => {
  switch (line?.kind) {
    case undefined:
    case 'groups':
      return index;
    case 'heading':
      return line.section;
    case 'more':
      return `more ${line.groupId}`;
    case 'alert':
      return line.row.alert.id;
  }
};
