-- Tables of the platform, and who may see which row of them.
-- The role eagle_app is made before any migration runs (libs/persistence); it owns nothing and cannot bypass row-level security.

CREATE TABLE organizations (
  id         uuid           NOT NULL,
  slug       text           NOT NULL,
  name       text           NOT NULL,
  enabled    boolean        NOT NULL DEFAULT true,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT organizations_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX organizations_slug_key ON organizations (slug);

CREATE TABLE organization_configs (
  organization_id uuid           NOT NULL,
  revision        integer        NOT NULL,
  config          jsonb          NOT NULL,
  created_at      timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_by      uuid,
  CONSTRAINT organization_configs_pkey PRIMARY KEY (organization_id, revision),
  CONSTRAINT organization_configs_revision_positive CHECK (revision > 0)
);

CREATE TABLE users (
  id              uuid           NOT NULL,
  organization_id uuid,
  email           text           NOT NULL,
  name            text           NOT NULL,
  role            text           NOT NULL,
  password_hash   text           NOT NULL,
  enabled         boolean        NOT NULL DEFAULT true,
  created_at      timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_email_lower_case CHECK (email = lower(email)),
  CONSTRAINT users_role_known CHECK (role IN ('SUPER_ADMIN', 'ADMIN', 'OPERATOR')),
  CONSTRAINT users_super_admin_without_organization CHECK ((role = 'SUPER_ADMIN') = (organization_id IS NULL))
);
CREATE UNIQUE INDEX users_email_key ON users (email);
CREATE INDEX users_organization_id_idx ON users (organization_id);

CREATE TABLE refresh_tokens (
  id              uuid           NOT NULL,
  user_id         uuid           NOT NULL,
  organization_id uuid,
  family_id       uuid           NOT NULL,
  token_hash      bytea          NOT NULL,
  issued_at       timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at      timestamptz(3) NOT NULL,
  used_at         timestamptz(3),
  revoked_at      timestamptz(3),
  CONSTRAINT refresh_tokens_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX refresh_tokens_token_hash_key ON refresh_tokens (token_hash);
CREATE INDEX refresh_tokens_user_id_idx ON refresh_tokens (user_id);
CREATE INDEX refresh_tokens_family_id_idx ON refresh_tokens (family_id);
CREATE INDEX refresh_tokens_expires_at_idx ON refresh_tokens (expires_at);

CREATE TABLE alerts (
  id              uuid           NOT NULL,
  organization_id uuid           NOT NULL,
  asset_id        text           NOT NULL,
  component       text           NOT NULL,
  kind            text           NOT NULL,
  origin          text           NOT NULL,
  severity        text           NOT NULL,
  active          boolean        NOT NULL,
  acknowledged    boolean        NOT NULL,
  ended           boolean        NOT NULL,
  raised_at       timestamptz(3) NOT NULL,
  revision        integer        NOT NULL,
  body            jsonb          NOT NULL,
  CONSTRAINT alerts_pkey PRIMARY KEY (organization_id, id),
  CONSTRAINT alerts_origin_known CHECK (origin IN ('rule', 'predictive', 'both')),
  CONSTRAINT alerts_severity_known CHECK (severity IN ('critical', 'high', 'medium', 'low')),
  CONSTRAINT alerts_revision_positive CHECK (revision > 0)
);
CREATE INDEX alerts_organization_id_raised_at_id_idx ON alerts (organization_id, raised_at DESC, id DESC);
CREATE INDEX alerts_open_idx ON alerts (organization_id, asset_id, component, kind) WHERE NOT ended;

CREATE TABLE alert_events (
  organization_id uuid           NOT NULL,
  event_id        text           NOT NULL,
  seq             bigserial      NOT NULL,
  body            jsonb          NOT NULL,
  created_at      timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  published_at    timestamptz(3),
  CONSTRAINT alert_events_pkey PRIMARY KEY (organization_id, event_id)
);
CREATE INDEX alert_events_unpublished_idx ON alert_events (organization_id, seq) WHERE published_at IS NULL;
CREATE INDEX alert_events_published_idx ON alert_events (organization_id, published_at) WHERE published_at IS NOT NULL;

CREATE TABLE alert_notes (
  id              uuid           NOT NULL,
  organization_id uuid           NOT NULL,
  alert_id        uuid           NOT NULL,
  user_id         uuid           NOT NULL,
  body            text           NOT NULL,
  created_at      timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT alert_notes_pkey PRIMARY KEY (organization_id, id)
);
CREATE INDEX alert_notes_organization_id_alert_id_created_at_idx ON alert_notes (organization_id, alert_id, created_at);

CREATE TABLE alert_engine_states (
  organization_id uuid           NOT NULL,
  asset_id        text           NOT NULL,
  state           jsonb          NOT NULL,
  updated_at      timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT alert_engine_states_pkey PRIMARY KEY (organization_id, asset_id)
);

CREATE TABLE stream_positions (
  id              bigserial      NOT NULL,
  service         text           NOT NULL,
  stream          text           NOT NULL,
  organization_id uuid,
  position        bigint         NOT NULL,
  updated_at      timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT stream_positions_pkey PRIMARY KEY (id)
);
-- One row for the whole stream, too: two rows without an organization are the same row.
CREATE UNIQUE INDEX stream_positions_service_stream_organization_id_key
  ON stream_positions (service, stream, organization_id) NULLS NOT DISTINCT;

CREATE TABLE model_versions (
  organization_id uuid           NOT NULL,
  version         text           NOT NULL,
  state           text           NOT NULL,
  manifest        jsonb          NOT NULL,
  artifact_path   text           NOT NULL,
  created_at      timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT model_versions_pkey PRIMARY KEY (organization_id, version),
  CONSTRAINT model_versions_state_known CHECK (state IN ('registered', 'shadow', 'champion', 'retired', 'refused'))
);
CREATE UNIQUE INDEX model_versions_one_champion ON model_versions (organization_id) WHERE state = 'champion';

CREATE TABLE training_runs (
  id              uuid           NOT NULL,
  organization_id uuid           NOT NULL,
  stage           text           NOT NULL,
  reason          text           NOT NULL DEFAULT '',
  started_at      timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  finished_at     timestamptz(3),
  metrics         jsonb,
  CONSTRAINT training_runs_pkey PRIMARY KEY (organization_id, id)
);
CREATE INDEX training_runs_organization_id_started_at_idx ON training_runs (organization_id, started_at DESC);

CREATE TABLE failure_records (
  organization_id uuid           NOT NULL,
  asset_id        text           NOT NULL,
  component       text           NOT NULL,
  at              timestamptz(3) NOT NULL,
  ends_at         timestamptz(3),
  source          text           NOT NULL,
  CONSTRAINT failure_records_pkey PRIMARY KEY (organization_id, asset_id, component, at),
  CONSTRAINT failure_records_ends_after_start CHECK (ends_at IS NULL OR ends_at >= at)
);
CREATE INDEX failure_records_organization_id_at_idx ON failure_records (organization_id, at);

-- No reference to organizations: the record of what was done outlives the organization.
CREATE TABLE audit_log (
  id              bigserial      NOT NULL,
  organization_id uuid,
  at              timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  actor_id        uuid,
  action          text           NOT NULL,
  target          text           NOT NULL,
  details         jsonb          NOT NULL DEFAULT '{}',
  CONSTRAINT audit_log_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_log_organization_id_at_idx ON audit_log (organization_id, at);

ALTER TABLE refresh_tokens ADD CONSTRAINT refresh_tokens_user_id_fkey
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE alert_notes ADD CONSTRAINT alert_notes_organization_id_alert_id_fkey
  FOREIGN KEY (organization_id, alert_id) REFERENCES alerts (organization_id, id) ON DELETE CASCADE ON UPDATE CASCADE;

-- The organization a transaction works for, set by set_config(..., true) at its begin; null outside of such a transaction, where the
-- setting is missing or (on a connection used before) an empty string.
CREATE FUNCTION current_organization() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.organization_id', true), '')::uuid;

-- True in transactions of the platform itself, which may see the few tables that are needed before an organization is known.
CREATE FUNCTION in_platform_scope() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('app.scope', true), '') = 'platform';

DO $$
DECLARE
  tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY[
    'organization_configs', 'users', 'refresh_tokens', 'alerts', 'alert_events', 'alert_notes', 'alert_engine_states',
    'stream_positions', 'model_versions', 'training_runs', 'failure_records'
  ] LOOP
    EXECUTE format(
      'ALTER TABLE %1$I ADD CONSTRAINT %2$I FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE ON UPDATE CASCADE',
      tenant_table, tenant_table || '_organization_id_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY own_organization ON %I TO eagle_app USING (organization_id = current_organization()) WITH CHECK (organization_id = current_organization())',
      tenant_table);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO eagle_app', tenant_table);
  END LOOP;

  -- Sign-in looks for people before it knows their organization; positions of whole streams belong to none.
  FOREACH tenant_table IN ARRAY ARRAY['users', 'refresh_tokens', 'stream_positions'] LOOP
    EXECUTE format(
      'CREATE POLICY platform ON %I TO eagle_app USING (in_platform_scope()) WITH CHECK (in_platform_scope())',
      tenant_table);
  END LOOP;
END
$$;

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON organizations FOR SELECT TO eagle_app USING (id = current_organization());
CREATE POLICY platform ON organizations TO eagle_app USING (in_platform_scope()) WITH CHECK (in_platform_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON organizations TO eagle_app;

ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON audit_log TO eagle_app
  USING (organization_id = current_organization()) WITH CHECK (organization_id = current_organization());
CREATE POLICY platform ON audit_log TO eagle_app
  USING (in_platform_scope() AND organization_id IS NULL) WITH CHECK (in_platform_scope() AND organization_id IS NULL);
GRANT SELECT, INSERT ON audit_log TO eagle_app;

GRANT USAGE ON SEQUENCE alert_events_seq_seq, stream_positions_id_seq, audit_log_id_seq TO eagle_app;
