/**
 * The history as a hypertable of TimescaleDB in place of native partitions. Compression and
 * row-level security exclude each other there, so the rows lie in a schema to which no service has
 * a right, and `telemetry_rows` becomes a view that shows each transaction its own organization. To
 * be run once by the owner of the tables, in one transaction, before the services' rights are
 * granted; refused by the database where rows are stored already.
 */

/** Makes the table and the view. They need nothing of TimescaleDB. */
export const viewStatements = (): string[] => [
  `DO $$ BEGIN
     IF EXISTS (SELECT 1 FROM telemetry_rows) THEN RAISE EXCEPTION 'telemetry_rows holds rows: they stay where they are'; END IF;
   END $$`,
  'DROP TABLE telemetry_rows',
  `CREATE TABLE telemetry_partitions.history (
     organization_id uuid           NOT NULL REFERENCES organizations (id) ON DELETE CASCADE ON UPDATE CASCADE,
     kind            text           NOT NULL CHECK (kind IN ('scans', 'predictions')),
     asset_id        text           NOT NULL,
     at              timestamptz(6) NOT NULL,
     sequence        bigint         NOT NULL,
     read_at         timestamptz(6) NOT NULL,
     labels          text[]         NOT NULL,
     layout          integer        NOT NULL,
     numbers         float8[]       NOT NULL,
     quality         bytea,
     PRIMARY KEY (organization_id, kind, asset_id, at, sequence))`,
  `CREATE VIEW telemetry_rows WITH (security_barrier) AS
     SELECT * FROM telemetry_partitions.history WHERE organization_id = current_organization()
     WITH CASCADED CHECK OPTION`,
  // Chunks are made by TimescaleDB.
  `CREATE OR REPLACE FUNCTION telemetry_ensure_day(of_day date) RETURNS void LANGUAGE sql
     SET search_path = public, pg_temp AS 'SELECT'`,
];

/**
 * What TimescaleDB does with it: chunks of a day, compression after a week, retention, and rows an
 * hour kept up to date. Aggregates by tag are made by the store's maintenance as everywhere: which
 * tags there are is data here, and a continuous aggregate wants columns.
 * @param rawDays  The longest that any organization keeps raw rows.
 */
export const hypertableStatements = (rawDays: number): string[] => [
  'CREATE EXTENSION IF NOT EXISTS timescaledb',
  `SELECT create_hypertable('telemetry_partitions.history', by_range('at', INTERVAL '1 day'))`,
  `ALTER TABLE telemetry_partitions.history SET (
     timescaledb.compress, timescaledb.compress_segmentby = 'organization_id, kind, asset_id',
     timescaledb.compress_orderby = 'at, sequence')`,
  `SELECT add_compression_policy('telemetry_partitions.history', INTERVAL '7 days')`,
  `SELECT add_retention_policy('telemetry_partitions.history', INTERVAL '${Math.ceil(rawDays)} days')`,
  `CREATE MATERIALIZED VIEW telemetry_partitions.hours WITH (timescaledb.continuous) AS
     SELECT time_bucket(INTERVAL '1 hour', at) AS hour, organization_id, kind, asset_id,
            count(*) AS rows, min(at) AS from_at, max(at) AS to_at, max(read_at - at) AS latest_by
     FROM telemetry_partitions.history GROUP BY 1, 2, 3, 4 WITH NO DATA`,
  `SELECT add_continuous_aggregate_policy('telemetry_partitions.hours',
     start_offset => INTERVAL '3 days', end_offset => INTERVAL '1 hour', schedule_interval => INTERVAL '1 hour')`,
];
