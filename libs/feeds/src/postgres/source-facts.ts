import { z } from 'zod';
import type { SourceFacts } from '../feed-connection.js';
import type { PostgresSession } from './postgres-session.js';
import { catalogueText } from './source-table.js';

const SCHEMAS_OF_PEOPLE = `n.nspname !~ '^(pg_|information_schema$)'`;

const factsRow = z.tuple([z.string(), z.enum(['t', 'f']), z.coerce.number()]);

/**
 * What the server says of itself and of the account.
 * @param now  Wall clock of the platform, milliseconds.
 * @returns null where the server speaks the protocol of PostgreSQL but does not answer like one.
 * @throws AppError `FEED.*`
 */
export async function sourceFacts(session: PostgresSession, now: () => number): Promise<SourceFacts | null> {
  const askedAtMs = now();
  const rows = await session.rows(
    'The server',
    `SELECT current_setting('server_version'),
            EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                     WHERE c.relkind IN ('r', 'p') AND ${SCHEMAS_OF_PEOPLE}
                       AND has_schema_privilege(n.oid, 'USAGE')
                       AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')),
            extract(epoch FROM clock_timestamp()) * 1000`,
  );
  const parsed = factsRow.safeParse(rows[0]);
  if (!parsed.success) return null;
  const [version, mayWrite, clockMs] = parsed.data;
  // The answer was made halfway between request and answer.
  const halfwayMs = (askedAtMs + now()) / 2;
  return {
    version: catalogueText(version),
    mayWrite: mayWrite === 't',
    clockAheadMs: Math.round(clockMs - halfwayMs),
  };
}
