import type { Mapping } from '@eagle/contracts/domain';

/**
 * The columns that are read, their order, and the position of each in a RawRow. Positions are -1
 * where a mapping has no such column.
 */
export interface SourceColumns {
  readonly columns: readonly string[];
  readonly key: number;
  readonly time: number;
  readonly asset: number;
  /** Long layout only. */
  readonly tag: number;
  readonly value: number;
  readonly quality: number;
  /** Wide layout: position of the cell of each entry of `source.columns`, in that order. */
  readonly tagCells: readonly number[];
}

/**
 * The columns that a mapping reads. Every RawRow of this mapping has its cells in the order of
 * `columns`.
 */
export function sourceColumns(mapping: Mapping): SourceColumns {
  const columns: string[] = [];
  const place = (column: string | null): number => (column === null ? -1 : columns.push(column) - 1);
  const key = place(mapping.keyColumn);
  const time = place(mapping.timeColumn);
  const { source } = mapping;
  if (source.layout === 'wide') {
    const asset = 'column' in source.asset ? place(source.asset.column) : -1;
    const tagCells = source.columns.map(({ column }) => place(column));
    return { columns, key, time, asset, tag: -1, value: -1, quality: -1, tagCells };
  }
  return {
    columns,
    key,
    time,
    asset: place(source.assetColumn),
    tag: place(source.tagColumn),
    value: place(source.valueColumn),
    quality: place(source.qualityColumn),
    tagCells: [],
  };
}
