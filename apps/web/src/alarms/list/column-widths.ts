/** Columns whose width a person can choose; the title takes what is left. */
export const SIZED_COLUMNS = ['asset', 'component', 'reading', 'probability', 'raised', 'state'] as const;
export type SizedColumn = (typeof SIZED_COLUMNS)[number];

/** Widths in px where nobody chose. */
export const USUAL_WIDTHS: Readonly<Record<SizedColumn, number>> = {
  asset: 106,
  component: 124,
  reading: 162,
  probability: 88,
  raised: 130,
  state: 104,
};

export const WIDTH_PX_MIN = 64;
export const WIDTH_PX_MAX = 480;

export type ColumnWidths = Readonly<Partial<Record<SizedColumn, number>>>;

/** @param kept  What this browser keeps; anything that is no width counts as not chosen. */
export function widthsOf(kept: string | null): ColumnWidths {
  const entries = (kept ?? '').split(' ').flatMap((entry): [SizedColumn, number][] => {
    const [name, width] = entry.split('=');
    const column = SIZED_COLUMNS.find((each) => each === name);
    const px = Number(width);
    return column === undefined || !(px >= WIDTH_PX_MIN && px <= WIDTH_PX_MAX) ? [] : [[column, px]];
  });
  return Object.fromEntries(entries);
}

/** The widths with one of them changed, as they are kept; null: as usual. */
export function keptWidths(widths: ColumnWidths, column: SizedColumn, px: number | null): string {
  const bounded = px === null ? undefined : Math.round(Math.min(WIDTH_PX_MAX, Math.max(WIDTH_PX_MIN, px)));
  const next: Partial<Record<SizedColumn, number>> = { ...widths };
  if (bounded === undefined) delete next[column];
  else next[column] = bounded;
  return SIZED_COLUMNS.flatMap((each) => (next[each] === undefined ? [] : [`${each}=${next[each]}`])).join(
    ' ',
  );
}
