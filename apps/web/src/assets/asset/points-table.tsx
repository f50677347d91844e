import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactElement, useRef } from 'react';
import type { Series, SeriesColumn } from '../../charts/series-runs.js';
import { numberText } from '../../charts/index.js';
import { ScrollRegion } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { usePlantTime } from '../../time/index.js';
import type { Lane } from './lane.js';

const ROW_PX = 28;
const ROWS_AHEAD = 12;

interface PointsTableProps {
  readonly name: string;
  readonly series: Series;
  readonly lanes: readonly Lane[];
}

interface ShownColumn {
  readonly key: string;
  readonly head: string;
  readonly values: readonly (number | null)[];
  readonly column: SeriesColumn;
}

/** Exactly the points that the lanes show, newest first. */
export function PointsTable({ name, series, lanes }: PointsTableProps): ReactElement {
  const { t, language } = useTexts();
  const plantTime = usePlantTime();
  const scroll = useRef<HTMLDivElement>(null);
  const points = series.timesMs.length;
  // eslint-disable-next-line react-hooks/incompatible-library -- Its functions are used in this drawing alone.
  const rows = useVirtualizer({
    count: points,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: ROWS_AHEAD,
  });
  const columns = lanes.flatMap((lane) => columnsOf(lane));
  const shown = rows.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = rows.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <ScrollRegion ref={scroll} className="points-table" label={t('assets.table.of', { name })}>
      <table aria-rowcount={points + 1} aria-label={t('assets.table.of', { name })}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">{t('assets.time')}</th>
            {columns.map(({ key, head }) => (
              <th key={key} scope="col" className="num" title={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 ? <tr aria-hidden="true" style={{ height: before }} /> : null}
          {shown.map(({ index }) => {
            const point = points - 1 - index;
            return (
              <tr key={point} aria-rowindex={index + 2}>
                <td className="nowrap">{plantTime.iso(series.timesMs[point] ?? 0)}</td>
                {columns.map((column) => (
                  <td key={column.key} className="num">
                    {cellOf(column, point)}
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 ? <tr aria-hidden="true" style={{ height: after }} /> : null}
        </tbody>
      </table>
    </ScrollRegion>
  );

  function columnsOf({ tag }: Lane): ShownColumn[] {
    const column = series.columns.find((each) => each.name === tag.tag);
    if (column === undefined) return [];
    const words = `${tag.label === '' ? tag.tag : tag.label}${tag.unit === '' ? '' : ` [${tag.unit}]`}`;
    if (series.widthMs === 0) return [{ key: tag.tag, head: words, values: column.last, column }];
    return [
      { key: `${tag.tag} min`, head: t('assets.table.lowest', { name: words }), values: column.min, column },
      { key: `${tag.tag} max`, head: t('assets.table.highest', { name: words }), values: column.max, column },
    ];
  }

  function cellOf({ values, column }: ShownColumn, point: number): string {
    const value = values[point];
    const bad = column.notGood.find((run) => point >= run.point && point < run.point + run.points);
    const text = value == null ? t('assets.no-value') : numberText(value, language);
    return bad === undefined ? text : `${text} (${t(`assets.quality.${bad.quality}`)})`;
  }
}
