import type { AssetId } from '@eagle/contracts/domain';
import type { RecordedFolder } from './recorded-folder.js';
import type { TableRow } from './recorded-table.js';

/** A row with its asset or run, and its folder. */
export interface FolderRow extends TableRow {
  /** Index into the folders. */
  readonly folder: number;
  readonly laneId: AssetId;
}

const PAGE_ROWS = 2_048;

/** The part of a folder that reading its rows needs. */
export type FolderRows = Pick<RecordedFolder, 'table' | 'lanes' | 'inTimeOrder'>;

/**
 * Every row, page by page. Where the rows of each folder are in one order of time, all rows come in
 * order of time. Otherwise one folder comes after the other.
 */
export async function* rowsOfFolders(folders: readonly FolderRows[]): AsyncGenerator<readonly FolderRow[]> {
  if (folders.length < 2 || !folders.every(({ inTimeOrder }) => inTimeOrder)) {
    for (const [at, folder] of folders.entries()) yield* pagesOf(folder, at);
    return;
  }
  const readings = folders.map((folder, at) => new Reading(pagesOf(folder, at)));
  for (const reading of readings) await reading.fill();
  let page: FolderRow[] = [];
  for (;;) {
    const next = earliest(readings);
    if (next?.row === undefined) break;
    page.push(next.row);
    next.step();
    if (next.row === undefined) await next.fill();
    if (page.length < PAGE_ROWS) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

async function* pagesOf(
  { table, lanes }: FolderRows,
  folder: number,
): AsyncGenerator<readonly FolderRow[], void> {
  const laneIds = lanes.map(({ laneId }): AssetId => laneId);
  for await (const rows of table.read()) {
    yield rows.flatMap((row) => {
      const laneId = laneIds[row.lane];
      return laneId === undefined ? [] : [{ ...row, folder, laneId }];
    });
  }
}

/** One folder, read up to some row. */
class Reading {
  private page: readonly FolderRow[] = [];
  private at = 0;

  constructor(private readonly pages: AsyncGenerator<readonly FolderRow[], void>) {}

  /** The next row; undefined at the end of the page, and after `fill` at the end of the folder. */
  get row(): FolderRow | undefined {
    return this.page[this.at];
  }

  step(): void {
    this.at += 1;
  }

  async fill(): Promise<void> {
    const next = await this.pages.next();
    this.page = next.done === true ? [] : next.value;
    this.at = 0;
  }
}

/** At equal times the row of the first folder comes first. */
function earliest(readings: readonly Reading[]): Reading | undefined {
  let first: Reading | undefined;
  for (const reading of readings) {
    if (reading.row !== undefined && !(reading.row.atMs >= (first?.row?.atMs ?? Infinity))) first = reading;
  }
  return first;
}
