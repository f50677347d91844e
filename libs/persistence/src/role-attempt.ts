import pg from 'pg';
import type { Privilege } from './grants.js';

/** SQLSTATE `insufficient_privilege`: refused for want of a right. */
export const FORBIDDEN = '42501';

export const PRIVILEGES = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const satisfies readonly Privilege[];

/** A statement that needs the privilege and would touch every row that it sees. @param column  any of the table */
export function statementNeeding(privilege: Privilege | 'TRUNCATE', table: string, column: string): string {
  switch (privilege) {
    case 'SELECT':
      return `SELECT 1 FROM ${table}`;
    case 'INSERT':
      return `INSERT INTO ${table} DEFAULT VALUES`;
    case 'UPDATE':
      return `UPDATE ${table} SET ${column} = DEFAULT`;
    case 'DELETE':
      return `DELETE FROM ${table}`;
    case 'TRUNCATE':
      return `TRUNCATE ${table}`;
  }
}

/**
 * Tries one statement with whatever rights the connection has, and undoes it. For tests and for the
 * standing attack, which check what a role may not do.
 * @param organization  the organization of its scope; null: the platform
 * @returns the SQLSTATE of a refusal, or how many rows it touched
 */
export async function attempt(
  client: pg.Client,
  organization: string | null,
  sql: string,
): Promise<string | number> {
  await client.query('BEGIN');
  try {
    await client.query(
      `SELECT set_config('app.organization_id', $1, true), set_config('app.scope', $2, true)`,
      [organization ?? '', organization === null ? 'platform' : ''],
    );
    return (await client.query(sql)).rowCount ?? 0;
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.code ?? 'unknown';
    throw error;
  } finally {
    await client.query('ROLLBACK');
  }
}
