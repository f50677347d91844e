import { type PointerEvent, type ReactElement, useRef } from 'react';
import { useTexts } from '../../texts/index.js';
import {
  type ColumnWidths,
  SIZED_COLUMNS,
  type SizedColumn,
  USUAL_WIDTHS,
  WIDTH_PX_MAX,
  WIDTH_PX_MIN,
} from './column-widths.js';

const COLUMNS = ['alert', 'asset', 'component', 'reading', 'probability', 'raised', 'state'] as const;
type Column = (typeof COLUMNS)[number];
const FLOOD_HEADS = { alert: 'alarms.flood.first-out', reading: 'alarms.flood.group' } as const;

/** Null: as usual. */
export type OnWidth = (column: SizedColumn, px: number | null) => void;

interface HeadsProps {
  readonly isFlood: boolean;
  readonly widths: ColumnWidths;
  readonly onWidth: OnWidth;
}

/** Names of the columns; the line before each can be moved. */
export function Heads({ isFlood, widths, onWidth }: HeadsProps): ReactElement {
  const { t } = useTexts();
  const nameOf = (column: Column): string =>
    isFlood && (column === 'alert' || column === 'reading')
      ? t(FLOOD_HEADS[column])
      : t(`alarms.column.${column}`);
  return (
    <div role="rowgroup" className="alarm-heads">
      <div role="row" aria-rowindex={1} className="alarm-row head">
        <span role="columnheader" className="c-badge">
          <span className="sr">{t('alarms.column.priority')}</span>
        </span>
        {COLUMNS.map((column) => {
          const sized = SIZED_COLUMNS.find((each) => each === column);
          const name = nameOf(column);
          return (
            <span key={column} role="columnheader" className={`c-${column}`} title={name}>
              <span className="clip">{name}</span>
              {sized === undefined ? null : (
                <Handle
                  column={sized}
                  name={name}
                  width={widths[sized] ?? USUAL_WIDTHS[sized]}
                  onWidth={onWidth}
                />
              )}
            </span>
          );
        })}
      </div>
    </div>
  );
}

const STEP_PX = 8;
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: STEP_PX, ArrowRight: -STEP_PX };

interface HandleProps {
  readonly column: SizedColumn;
  readonly name: string;
  /** As it was chosen; a narrow list can give less. */
  readonly width: number;
  readonly onWidth: OnWidth;
}

/** The line before a column: the pointer or the arrow keys move it, a double click puts it back. */
function Handle({ column, name, width, onWidth }: HandleProps): ReactElement {
  const { t } = useTexts();
  const held = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const widthOf = (handle: Element): number => handle.parentElement?.getBoundingClientRect().width ?? width;
  const hold = (event: PointerEvent): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { x: event.clientX, width: widthOf(event.currentTarget) };
  };
  return (
    // A line that the arrow keys move is a control, by the pattern of a window splitter.
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={t('alarms.column.width', { name })}
      aria-valuemin={WIDTH_PX_MIN}
      aria-valuemax={WIDTH_PX_MAX}
      aria-valuenow={width}
      // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex
      tabIndex={0}
      className="column-handle"
      onPointerDown={hold}
      onPointerMove={({ clientX }) => {
        if (held.current !== null) onWidth(column, held.current.width + held.current.x - clientX);
      }}
      onPointerUp={() => (held.current = null)}
      onPointerCancel={() => (held.current = null)}
      onDoubleClick={() => onWidth(column, null)}
      onKeyDown={(event) => {
        const step = STEPS[event.key];
        if (step === undefined) return;
        event.preventDefault();
        onWidth(column, widthOf(event.currentTarget) + step);
      }}
    />
  );
}
