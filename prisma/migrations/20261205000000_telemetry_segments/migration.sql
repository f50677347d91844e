-- The catalogue of the telemetry history: one row a Parquet file. A file without a row here is no part of the history.
CREATE TABLE telemetry_segments (
  organization_id uuid           NOT NULL,
  file            text           NOT NULL,
  number          bigserial      NOT NULL,
  kind            text           NOT NULL,
  resolution      text           NOT NULL,
  level           text           NOT NULL,
  period_at       timestamptz(3) NOT NULL,
  from_at         timestamptz(3) NOT NULL,
  to_at           timestamptz(3) NOT NULL,
  read_from_at    timestamptz(3) NOT NULL,
  read_to_at      timestamptz(3) NOT NULL,
  rows            bigint         NOT NULL,
  bytes           bigint         NOT NULL,
  sha256          text           NOT NULL,
  assets          jsonb          NOT NULL,
  columns         text[]         NOT NULL,
  quality_columns text[]         NOT NULL,
  labels          jsonb          NOT NULL,
  written_at      timestamptz(3) NOT NULL,
  retired_at      timestamptz(3),
  damage          text,
  CONSTRAINT telemetry_segments_pkey PRIMARY KEY (organization_id, file),
  CONSTRAINT telemetry_segments_kind_known CHECK (kind IN ('scans', 'predictions')),
  CONSTRAINT telemetry_segments_resolution_known CHECK (resolution IN ('raw', 'minute', 'hour')),
  CONSTRAINT telemetry_segments_level_known CHECK (level IN ('fresh', 'merged', 'day')),
  CONSTRAINT telemetry_segments_rows_positive CHECK (rows > 0),
  CONSTRAINT telemetry_segments_in_order CHECK (from_at <= to_at),
  CONSTRAINT telemetry_segments_organization_id_fkey
    FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX telemetry_segments_organization_id_kind_from_at_idx ON telemetry_segments (organization_id, kind, from_at);

ALTER TABLE telemetry_segments ENABLE ROW LEVEL SECURITY;
ALTER TABLE telemetry_segments FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON telemetry_segments TO eagle_app
  USING (organization_id = current_organization()) WITH CHECK (organization_id = current_organization());
