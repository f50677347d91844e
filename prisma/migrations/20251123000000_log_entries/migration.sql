-- Entries of error and maintenance logs that an organization gives over REST, where no table of its feed holds them.
CREATE TABLE log_entries (
  organization_id uuid           NOT NULL,
  asset_id        text           NOT NULL,
  kind            text           NOT NULL,
  code            text           NOT NULL,
  at              timestamptz(3) NOT NULL,
  source          text           NOT NULL,
  created_at      timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT log_entries_pkey PRIMARY KEY (organization_id, asset_id, kind, code, at),
  CONSTRAINT log_entries_kind_known CHECK (kind IN ('error', 'maintenance')),
  CONSTRAINT log_entries_organization_id_fkey
    FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX log_entries_organization_id_at_idx ON log_entries (organization_id, at);

ALTER TABLE log_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE log_entries FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON log_entries TO eagle_app
  USING (organization_id = current_organization()) WITH CHECK (organization_id = current_organization());
GRANT SELECT, INSERT, UPDATE, DELETE ON log_entries TO eagle_app;
