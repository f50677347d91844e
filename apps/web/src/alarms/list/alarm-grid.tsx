import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react';
import { useSession } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow } from '../../time/index.js';
import type { Acting } from '../actions/acting.js';
import { AlarmRow } from './alarm-row.js';
import type { Hand } from './hand.js';
import { useRowHeight } from './row-height.js';
import type { Line } from './sections.js';

const AGES_EVERY_MS = 10_000;
/** Rows that are mounted above and below what is seen. */
const BEYOND = 6;
const HEADING_HEIGHT = 30;
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
  /** Below the last row: that this is all, or how to get more. */
  readonly foot: ReactNode;
}

/** The rows, of which only those in sight are mounted. */
export function AlarmGrid(props: AlarmGridProps): ReactElement {
  const { lines, acting, currentId, selectedIds, onOpen, onHand, foot } = props;
  const { t } = useTexts();
  const { user } = useSession();
  const now = useNow(AGES_EVERY_MS);
  const baseId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  // The list is drawn anew with each of its answers, which no memory of a compiler holds.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === 'heading' ? HEADING_HEIGHT : rowHeight),
    getItemKey: (index) => keyOf(lines[index], index),
    overscan: BEYOND,
    initialRect: FIRST_RECT,
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
  const rowId = (alertId: string): string => `${baseId}-${alertId}`;
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      className="alarm-grid"
      aria-label={t('alarms.list')}
      aria-rowcount={lines.length + 1}
      aria-multiselectable
      aria-activedescendant={currentIndex >= 0 && currentId !== null ? rowId(currentId) : undefined}
      onPointerEnter={() => onHand?.({ isPointerOver: true })}
      onPointerMove={() => onHand?.()}
      onPointerLeave={() => onHand?.({ isPointerOver: false })}
      onKeyDown={() => onHand?.()}
      onFocus={() => onHand?.({ hasFocus: true })}
      onBlur={() => onHand?.({ hasFocus: false })}
      onScroll={(event) => onHand?.({ isScrolled: event.currentTarget.scrollTop > 0 })}
    >
      <Heads />
      <div className="alarm-rows" role="rowgroup">
        <div role="presentation" className="alarm-space" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start, size, key }) => {
            const line = lines[index];
            if (line === undefined) return null;
            if (line.kind === 'heading') {
              return (
                <div
                  key={key}
                  role="row"
                  aria-rowindex={index + 2}
                  className="alarm-heading"
                  style={{ top: start - HEADS_HEIGHT, height: size }}
                >
                  <span role="gridcell">
                    <span className="medium">{t(`alarms.section.${line.section}`)}</span>{' '}
                    <span className="t3">{line.count}</span>
                  </span>
                </div>
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
                id={rowId(alertId)}
                rowIndex={index + 2}
                top={start - HEADS_HEIGHT}
                height={size}
                isCurrent={alertId === currentId}
                isSelected={selectedIds.has(alertId)}
                onOpen={onOpen}
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

const keyOf = (line: Line | undefined, index: number): string | number => {
  if (line === undefined) return index;
  return line.kind === 'heading' ? line.section : line.row.alert.id;
};

const COLUMNS = ['alert', 'asset', 'reading', 'raised', 'state'] as const;

function Heads(): ReactElement {
  const { t } = useTexts();
  return (
    <div role="rowgroup" className="alarm-heads">
      <div role="row" aria-rowindex={1} className="alarm-row head">
        <span role="columnheader" className="c-badge">
          <span className="sr">{t('alarms.column.priority')}</span>
        </span>
        {COLUMNS.map((column) => (
          <span key={column} role="columnheader" className={`c-${column} clip`}>
            {t(`alarms.column.${column}`)}
          </span>
        ))}
      </div>
    </div>
  );
}
