import { cutText } from '@eagle/contracts/domain';
import type { DiscoveredColumn, Discovery, RawRow, TableFacts } from '../feed-connection.js';
import { CellReader } from '../mapping/cell-value.js';
import { boundedCell } from './column-type.js';
import { PageSize } from './page-size.js';
import type { PostgresSession } from './postgres-session.js';
import { readingCosts } from './reading-cost.js';
import { catalogueText, columnsOf, quotedTable, type TableColumn } from './source-table.js';
import pg from 'pg';

const TABLES_MAX = 500;
/**
 * Enough rows for some scans of a long table with many assets and tags, and for the course of each
 * column.
 */
const SAMPLE_ROWS_MAX = 1_000;
const SAMPLE_ROWS_MIN = 50;
const SAMPLE_CELLS = 20_000;
const SAMPLE_CHARACTERS_MAX = 100;
/** Text of all shown rows together: an answer must stay small. */
const SHOWN_CHARACTERS_MAX = 400_000;
const SHOWN_CELL_CHARACTERS_MAX = 60;

/** The readable tables and, for one of them, its columns with their probable tags. */
export async function discoverTables(session: PostgresSession, table?: string): Promise<Discovery> {
  const rows = await session.rows(
    'The list of tables',
    `SELECT n.nspname, c.relname, c.relkind, c.reltuples FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^(pg_|information_schema$)'
        AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
      ORDER BY 1, 2 LIMIT ${TABLES_MAX}`,
  );
  const tables = rows.map(([schema, name]) =>
    catalogueText(schema === 'public' ? name : `${schema}.${name}`),
  );
  const facts = rows.map(([, , kind, count]) => tableFacts(kind ?? '', Number(count)));
  if (table === undefined) return { tables, facts, columns: [], rows: [], cost: null };
  return { tables, facts, ...(await describeColumns(session, table)) };
}

/**
 * @param kind  As `pg_class.relkind` has it.
 * @param rows  -1, or 0 before version 14: never counted.
 */
function tableFacts(kind: string, rows: number): TableFacts {
  return {
    kind: kind === 'f' ? 'foreign-table' : kind === 'v' ? 'view' : 'table',
    rows: rows > 0 ? Math.round(rows) : null,
  };
}

const sampleRows = (columns: number): number =>
  Math.min(SAMPLE_ROWS_MAX, Math.max(SAMPLE_ROWS_MIN, Math.floor(SAMPLE_CELLS / columns)));

async function describeColumns(
  session: PostgresSession,
  table: string,
): Promise<Omit<Discovery, 'tables' | 'facts'>> {
  const columns = await columnsOf(session, table);
  const key = await primaryKey(session, table);
  const order = key === null ? '' : ` ORDER BY ${pg.escapeIdentifier(key)} DESC`;
  // One character more than is shown tells text that was cut from a number.
  const selected = columns.map(({ name, type }) =>
    boundedCell(pg.escapeIdentifier(name), type, SAMPLE_CHARACTERS_MAX + 1),
  );
  const list = selected.map(({ sql }) => sql).join(', ');
  const samples = await session.rows(
    `Table "${table}"`,
    `SELECT ${list} FROM ${quotedTable(table)}${order} LIMIT ${Math.min(sampleRows(columns.length), new PageSize(selected).rows)}`,
  );
  const sampled = columns.map((column, position) => {
    const cells = samples.map((row) => row[position] ?? null);
    return { ...column, cells, sample: cells.find((cell) => cell !== null) ?? null };
  });
  const { leading, lookMs, sentence } = await readingCosts(session, table, sampled);
  const described = sampled.map(({ cells, sample, ...column }): DiscoveredColumn => {
    const type = column.name === key ? null : suggestedType(column, cells);
    return {
      column: column.name,
      type: column.type.declared,
      nullable: column.nullable,
      sample: sample === null ? null : cutText(sample.replaceAll('\0', ''), SAMPLE_CHARACTERS_MAX),
      suggestedTag: type === null ? null : canonicalName(column.name),
      suggestedType: type,
      leadsIndex: leading?.has(column.name) ?? null,
      lookMs: lookMs.get(column.name) ?? null,
    };
  });
  return { columns: described, rows: shownRows(samples), cost: sentence };
}

/** The newest rows that fit, oldest first. */
function shownRows(newestFirst: readonly RawRow[]): RawRow[] {
  const shown: RawRow[] = [];
  let characters = 0;
  for (const row of newestFirst) {
    const cells = row.map((cell) =>
      cell === null ? null : cutText(cell.replaceAll('\0', ''), SHOWN_CELL_CHARACTERS_MAX),
    );
    characters += cells.reduce((sum, cell) => sum + (cell?.length ?? 0), cells.length);
    if (characters > SHOWN_CHARACTERS_MAX) break;
    shown.push(cells);
  }
  return shown.toReversed();
}

/** The one column of the primary key; null where there is none or it has several. */
async function primaryKey(session: PostgresSession, table: string): Promise<string | null> {
  const rows = await session.rows(
    `Table "${table}"`,
    `SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
      WHERE i.indrelid = to_regclass($1) AND i.indisprimary`,
    [quotedTable(table)],
  );
  return rows.length === 1 ? (rows[0]?.[0] ?? null) : null;
}

/**
 * Booleans by type, or where every sample is 0 or 1 (many PLCs store bits as numbers); numbers by
 * type or readable text.
 */
function suggestedType(column: TableColumn, cells: readonly (string | null)[]): 'number' | 'boolean' | null {
  const { base } = column.type;
  if (base === 'boolean') return 'boolean';
  if (/^(timestamp|date|time|uuid|json|bytea)/.test(base)) return null;
  if (cells.some((cell) => cell !== null && cell.length > SAMPLE_CHARACTERS_MAX)) return null;
  const reader = new CellReader();
  const values = cells.filter((cell) => cell !== null).map((cell) => reader.read(cell, 'number'));
  if (values.some((value) => Number.isNaN(value))) return null;
  const isNumeric = /^(smallint|integer|bigint|numeric|real|double)/.test(base);
  if (values.length === 0) return isNumeric ? 'number' : null;
  return values.every((value) => value === 0 || value === 1) ? 'boolean' : 'number';
}

/**
 * A column's name as a tag: lower case, one underscore for anything else than letters and digits.
 */
export function canonicalName(column: string): string {
  const name = column
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return name.slice(0, 64) || 'tag';
}
