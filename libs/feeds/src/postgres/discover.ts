import { cutText } from '@eagle/contracts/domain';
import type { DiscoveredColumn, Discovery } from '../feed-connection.js';
import { CellReader } from '../mapping/cell-value.js';
import { boundedCell } from './column-type.js';
import { PageSize } from './page-size.js';
import type { PostgresSession } from './postgres-session.js';
import { readingCosts } from './reading-cost.js';
import { catalogueText, columnsOf, quotedTable, type TableColumn } from './source-table.js';
import pg from 'pg';

const TABLES_MAX = 500;
const SAMPLE_ROWS = 50;
const SAMPLE_CHARACTERS_MAX = 100;

/** The readable tables and, for one of them, its columns with their probable tags. */
export async function discoverTables(session: PostgresSession, table?: string): Promise<Discovery> {
  const rows = await session.rows(
    'The list of tables',
    `SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^(pg_|information_schema$)'
        AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
      ORDER BY 1, 2 LIMIT ${TABLES_MAX}`,
  );
  const tables = rows.map(([schema, name]) =>
    catalogueText(schema === 'public' ? name : `${schema}.${name}`),
  );
  if (table === undefined) return { tables, columns: [], cost: null };
  return { tables, ...(await describeColumns(session, table)) };
}

async function describeColumns(
  session: PostgresSession,
  table: string,
): Promise<Pick<Discovery, 'columns' | 'cost'>> {
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
    `SELECT ${list} FROM ${quotedTable(table)}${order} LIMIT ${Math.min(SAMPLE_ROWS, new PageSize(selected).rows)}`,
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
  return { columns: described, cost: sentence };
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
