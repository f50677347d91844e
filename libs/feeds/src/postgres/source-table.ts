import { cutText, type Mapping } from '@eagle/contracts/domain';
import pg from 'pg';
import { feedError } from '../feed-problem.js';
import type { RawRow } from '../feed-connection.js';
import { sourceColumns, type SourceColumns } from '../mapping/source-columns.js';
import { boundedCell, COLUMNS_SQL, type ColumnType } from './column-type.js';
import { PageSize } from './page-size.js';
import type { PostgresSession } from './postgres-session.js';

export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
}

/** A catalogue holds no longer names and types. */
const NAME_CHARACTERS_MAX = 200;

/** How the time column can be compared inside the database. */
export type TimeKind = 'naive' | 'zoned' | 'text' | 'epoch';

/** Expressions with their types, compared as one. */
export interface RowTie {
  readonly columns: readonly string[];
  readonly types: readonly string[];
}

/**
 * A mapped table as the catalogue describes it. Only names found there are ever put into a
 * statement.
 */
export interface SourceTable {
  /** Quoted `"schema"."table"`. */
  readonly sql: string;
  /** For messages. */
  readonly label: string;
  readonly columns: SourceColumns;
  /**
   * Quoted select list in the order of `columns.columns`, and after them the table's identity (see
   * `tableIdOf`).
   */
  readonly selectList: string;
  /** Rows to ask for at once. */
  readonly page: PageSize;
  /**
   * Quoted key column where it is an integer that can serve as watermark; else rows are ordered by
   * time.
   */
  readonly keySql: string | null;
  /** The source guarantees that no two rows have the same key. */
  readonly keyIsUnique: boolean;
  readonly keyIsNullable: boolean;
  readonly timeSql: string;
  /** The time column as it is selected, see `boundedCell`. */
  readonly timeCellSql: string;
  readonly timeKind: TimeKind;
  readonly timeIsNullable: boolean;
  /**
   * Orders and distinguishes rows of one instant: by their place in the table, or by their content
   * where there is none.
   */
  readonly tie: RowTie;
  /**
   * Rows have a transaction and a place, which give the order of writing; rows of views and foreign
   * tables have neither.
   */
  readonly keepsArrival: boolean;
  /**
   * Changes when another table or other key and time columns are read: an earlier checkpoint does
   * not fit.
   */
  readonly source: string;
}

/** Types of columns that can be the key. */
export const INTEGERS: ReadonlySet<string> = new Set(['smallint', 'integer', 'bigint']);
const quote = (name: string): string => pg.escapeIdentifier(name);

export async function columnsOf(session: PostgresSession, table: string): Promise<TableColumn[]> {
  const rows = await session.rows(`Table "${table}"`, COLUMNS_SQL, [quotedTable(table)]);
  if (rows.length === 0) {
    throw feedError(
      'table-missing',
      `Table "${table}" does not exist or is hidden from the feed's user: create it or correct the mapping.`,
    );
  }
  return rows.map(([name, declared, nullable, base, baseId, modifier]) => ({
    name: catalogueText(name),
    type: {
      declared: catalogueText(declared),
      base: catalogueText(base),
      baseId: Number(baseId),
      modifier: Number(modifier),
    },
    nullable: nullable === 't',
  }));
}

/** A name from the catalogue; a server that is not PostgreSQL may return anything. */
export const catalogueText = (text: string | null | undefined): string =>
  cutText((text ?? '').replaceAll('\0', ''), NAME_CHARACTERS_MAX);

/**
 * @throws AppError `FEED.TABLE_MISSING`, `FEED.COLUMN_MISSING` with the names of the missing
 * columns.
 */
export async function describeTable(session: PostgresSession, mapping: Mapping): Promise<SourceTable> {
  const found = new Map((await columnsOf(session, mapping.table)).map((column) => [column.name, column]));
  const columns = sourceColumns(mapping);
  const missing = [...new Set(columns.columns.filter((column) => !found.has(column)))];
  if (missing.length > 0) {
    const names = missing.map((name) => `"${name}"`).join(', ');
    throw feedError(
      'column-missing',
      `Table "${mapping.table}" has no column ${names}: it was renamed or dropped; correct the mapping.`,
    );
  }
  const { keyColumn, timeColumn } = mapping;
  const key = keyColumn === null ? undefined : found.get(keyColumn);
  const cells = columns.columns.map((column) => boundedCell(quote(column), found.get(column)?.type));
  const kind = await tableKind(session, mapping.table);
  const isIntegerKey = keyColumn !== null && INTEGERS.has(key?.type.base ?? '');
  return {
    sql: quotedTable(mapping.table),
    label: `Table "${mapping.table}"`,
    columns,
    selectList: [...cells.map(({ sql }) => sql), tableIdSql(mapping.table)].join(', '),
    page: new PageSize(cells),
    keySql: isIntegerKey ? quote(keyColumn) : null,
    keyIsUnique: isIntegerKey && (await isUnique(session, mapping.table, keyColumn)),
    keyIsNullable: key?.nullable ?? true,
    timeSql: quote(timeColumn),
    timeCellSql: boundedCell(quote(timeColumn), found.get(timeColumn)?.type).sql,
    timeIsNullable: found.get(timeColumn)?.nullable ?? true,
    tie: rowTie(kind, columns.columns),
    keepsArrival: kind === 'r' || kind === 'p',
    timeKind: timeKindOf(found.get(timeColumn)?.type.base ?? ''),
    source: JSON.stringify([mapping.table, keyColumn, timeColumn, mapping.timeZone]),
  };
}

/**
 * As `pg_class.relkind` has it: r table, p partitioned, m materialized view, v view, f foreign
 * table.
 */
async function tableKind(session: PostgresSession, table: string): Promise<string> {
  const found = await session.rows(
    `Table "${table}"`,
    `SELECT relkind::text FROM pg_class WHERE oid = to_regclass($1)`,
    [quotedTable(table)],
  );
  return found[0]?.[0] ?? '';
}

/** Rows of a table have a place, those of a view or of another server's table have none. */
function rowTie(kind: string, columns: readonly string[]): RowTie {
  if (['r', 'p', 'm'].includes(kind)) return { columns: ['tableoid', 'ctid'], types: ['oid', 'tid'] };
  return { columns: [`md5(ROW(${columns.map(quote).join(', ')})::text) COLLATE "C"`], types: ['text'] };
}

async function isUnique(session: PostgresSession, table: string, column: string): Promise<boolean> {
  const rows = await session.rows(
    `Table "${table}"`,
    `SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
      WHERE i.indrelid = to_regclass($1) AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND a.attname = $2
        AND array_length(string_to_array(i.indkey::text, ' '), 1) = 1 LIMIT 1`,
    [quotedTable(table), column],
  );
  return rows.length > 0;
}

/**
 * The table's oid and file as one more column, looked up once a statement: the file changes where
 * the table is emptied or rewritten as a whole, which may be maintenance; a view has no file.
 */
function tableIdSql(table: string): string {
  const name = pg.escapeLiteral(quotedTable(table));
  return `(SELECT concat(oid, '.', pg_relation_filenode(oid)) FROM pg_class WHERE oid = to_regclass(${name}))`;
}

function timeKindOf(type: string): TimeKind {
  if (type.startsWith('timestamp') || type === 'date')
    return type.endsWith('with time zone') ? 'zoned' : 'naive';
  return /^(smallint|integer|bigint|numeric|double precision|real)/.test(type) ? 'epoch' : 'text';
}

export function quotedTable(table: string): string {
  const dot = table.indexOf('.');
  return dot < 0 ? quote(table) : `${quote(table.slice(0, dot))}.${quote(table.slice(dot + 1))}`;
}

/** Identity of the table that a row was selected from. */
export const tableIdOf = (table: SourceTable, row: RawRow): string => row[table.columns.columns.length] ?? '';

/**
 * A row with the mapping's cells only. Changes the array given: it is the driver's own, made for
 * this row.
 */
export function mappedCells(table: SourceTable, row: (string | null)[]): RawRow {
  row.length = table.columns.columns.length;
  return row;
}
