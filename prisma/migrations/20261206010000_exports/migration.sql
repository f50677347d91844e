-- Files that people had made of telemetry, alerts and predictions.
CREATE TABLE exports (
  organization_id uuid             NOT NULL,
  id              uuid             NOT NULL,
  state           text             NOT NULL,
  spec            jsonb            NOT NULL,
  selection       text,
  requested_by    uuid,
  created_at      timestamptz(3)   NOT NULL DEFAULT now(),
  started_at      timestamptz(3),
  ended_at        timestamptz(3),
  expires_at      timestamptz(3),
  attempts        integer          NOT NULL DEFAULT 0,
  progress        double precision NOT NULL DEFAULT 0,
  rows            bigint           NOT NULL DEFAULT 0,
  bytes           bigint           NOT NULL DEFAULT 0,
  estimated_rows  bigint           NOT NULL,
  estimated_bytes bigint           NOT NULL,
  missing_rows    bigint           NOT NULL DEFAULT 0,
  reason          text             NOT NULL DEFAULT '',
  code            text,
  file            text,
  cursor          jsonb,
  CONSTRAINT exports_pkey PRIMARY KEY (organization_id, id),
  CONSTRAINT exports_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT exports_state_known CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'expired'))
);
CREATE INDEX exports_organization_id_created_at_id_idx ON exports (organization_id, created_at DESC, id DESC);
CREATE INDEX exports_organization_id_selection_ended_at_idx ON exports (organization_id, selection, ended_at DESC);

ALTER TABLE exports ENABLE ROW LEVEL SECURITY;
ALTER TABLE exports FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON exports TO eagle_app
  USING (organization_id = current_organization()) WITH CHECK (organization_id = current_organization());
