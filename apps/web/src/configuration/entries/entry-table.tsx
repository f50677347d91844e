import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactElement, type ReactNode, useRef } from 'react';
import { ScrollRegion } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { EntryRow } from './entry-row.js';

const ROW_PX = 36;
const ROWS_AHEAD = 12;
/** Up to here all rows are drawn. */
const DRAWN_WHOLE_MAX = 200;

export interface EntryColumn {
  readonly name: string;
  readonly head: string;
  readonly cell: (row: EntryRow) => ReactNode;
}

interface EntryTableProps {
  readonly label: string;
  readonly to: '/settings/assets' | '/settings/tags';
  readonly rows: readonly EntryRow[];
  readonly columns: readonly EntryColumn[];
  /** Head of the column of ids. */
  readonly idHead: string;
  readonly openId: string | null;
}

/** Assets or tags, a line each; a long list draws the lines that are seen. */
export function EntryTable({ label, to, rows, columns, idHead, openId }: EntryTableProps): ReactElement {
  const { t } = useTexts();
  const scroll = useRef<HTMLDivElement>(null);
  const isLong = rows.length > DRAWN_WHOLE_MAX;
  // eslint-disable-next-line react-hooks/incompatible-library -- Its functions are used in this drawing alone.
  const virtual = useVirtualizer({
    count: isLong ? rows.length : 0,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: ROWS_AHEAD,
  });
  const items = virtual.getVirtualItems();
  const shown = isLong ? rows.slice(items[0]?.index ?? 0, (items.at(-1)?.index ?? -1) + 1) : rows;
  const first = isLong ? (items[0]?.index ?? 0) : 0;
  const before = isLong ? (items[0]?.start ?? 0) : 0;
  const after = isLong ? virtual.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  return (
    <ScrollRegion ref={scroll} className="entry-table" label={label}>
      <table aria-label={label} aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{idHead}</th>
            {columns.map(({ name, head }) => (
              <th key={name} scope="col" data-column={name}>
                {head}
              </th>
            ))}
            <th scope="col" data-column="mark">
              {t('configuration.mark')}
            </th>
          </tr>
        </thead>
        <tbody>
          {before > 0 ? <tr aria-hidden="true" style={{ height: before }} /> : null}
          {shown.map((row, place) => (
            <tr key={row.id} aria-rowindex={first + place + 2} aria-current={row.id === openId || undefined}>
              <th scope="row">
                <Link to={to} search={({ q }) => ({ ...(q === undefined ? {} : { q }), id: row.id })}>
                  <span className="mono">{row.id}</span>
                </Link>
              </th>
              {columns.map(({ name, cell }) => (
                <td key={name} data-column={name}>
                  {cell(row)}
                </td>
              ))}
              <td data-column="mark">
                {row.mark === 'same' ? null : (
                  <span className="chip">{t(`configuration.mark.${row.mark}`)}</span>
                )}
              </td>
            </tr>
          ))}
          {after > 0 ? <tr aria-hidden="true" style={{ height: after }} /> : null}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
