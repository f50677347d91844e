-- The life of a model version: states with reasons, deployment history, shadow, trainings that can be followed. The audit log gets its chain.

ALTER TABLE model_versions
  ADD COLUMN state_reason    text           NOT NULL DEFAULT '',
  ADD COLUMN state_at        timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN refused_by_gate boolean        NOT NULL DEFAULT false,
  ADD COLUMN overridden      boolean        NOT NULL DEFAULT false,
  ADD COLUMN served_until    timestamptz(3),
  ADD COLUMN left_service    text,
  ADD COLUMN tags            text[]         NOT NULL DEFAULT '{}',
  DROP CONSTRAINT model_versions_state_known,
  ADD CONSTRAINT model_versions_state_known
    CHECK (state IN ('registered', 'refused', 'shadow', 'champion', 'retired', 'quarantined')),
  ADD CONSTRAINT model_versions_left_service_known CHECK (left_service IN ('superseded', 'rolled-back', 'quarantined')),
  ADD CONSTRAINT model_versions_left_service_when CHECK ((left_service IS NULL) = (served_until IS NULL));
CREATE UNIQUE INDEX model_versions_one_shadow ON model_versions (organization_id) WHERE state = 'shadow';
UPDATE model_versions SET state = 'refused', refused_by_gate = true, state_reason = coalesce(manifest->'verdict'->>'reason', '')
  WHERE state = 'registered' AND manifest->'verdict'->>'promote' = 'false';

-- The deployment history outlives the versions that it tells of: their numbers are never given out again.
CREATE TABLE model_steps (
  organization_id uuid           NOT NULL,
  id              bigserial      NOT NULL,
  at              timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  version         text           NOT NULL,
  action          text           NOT NULL,
  from_state      text,
  to_state        text,
  actor_id        uuid,
  reason          text           NOT NULL,
  override        boolean        NOT NULL DEFAULT false,
  CONSTRAINT model_steps_pkey PRIMARY KEY (organization_id, id)
);
CREATE INDEX model_steps_organization_id_version_id_idx ON model_steps (organization_id, version, id);

ALTER TABLE training_runs
  ADD COLUMN trigger      text           NOT NULL DEFAULT 'asked',
  ADD COLUMN requested_by uuid,
  ADD COLUMN request      text           NOT NULL DEFAULT '',
  ADD COLUMN attempt      integer        NOT NULL DEFAULT 1,
  ADD COLUMN progress     real           NOT NULL DEFAULT 0,
  ADD COLUMN version      text,
  ADD COLUMN log          jsonb          NOT NULL DEFAULT '[]',
  ADD CONSTRAINT training_runs_trigger_known CHECK (trigger IN ('first', 'changed', 'asked', 'schedule')),
  ADD CONSTRAINT training_runs_progress_share CHECK (progress BETWEEN 0 AND 1);
CREATE UNIQUE INDEX training_runs_one_open ON training_runs (organization_id) WHERE finished_at IS NULL AND stage <> 'waiting';

-- What a version said of an asset within one minute of event time, beside the live one; nobody was alerted.
CREATE TABLE shadow_minutes (
  organization_id    uuid           NOT NULL,
  version            text           NOT NULL,
  asset_id           text           NOT NULL,
  minute             timestamptz(3) NOT NULL,
  rows               integer        NOT NULL,
  probability_max    real           NOT NULL,
  probability_mean   real           NOT NULL,
  -- Longest run of successive rows at or above the threshold, and the confidence of the most probable row.
  above_max          integer        NOT NULL,
  confidence         real           NOT NULL,
  component          text           NOT NULL,
  minutes_to_failure real           NOT NULL,
  CONSTRAINT shadow_minutes_pkey PRIMARY KEY (organization_id, version, asset_id, minute)
);
CREATE INDEX shadow_minutes_organization_id_minute_idx ON shadow_minutes (organization_id, minute);

-- Failures that the platform saw in the scans while a version ran in shadow: what it is scored against.
CREATE TABLE observed_failures (
  organization_id uuid           NOT NULL,
  asset_id        text           NOT NULL,
  component       text           NOT NULL,
  at              timestamptz(3) NOT NULL,
  ends_at         timestamptz(3),
  CONSTRAINT observed_failures_pkey PRIMARY KEY (organization_id, asset_id, component, at)
);
CREATE INDEX observed_failures_organization_id_at_idx ON observed_failures (organization_id, at);

DO $$
DECLARE
  tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['model_steps', 'shadow_minutes', 'observed_failures'] LOOP
    EXECUTE format(
      'ALTER TABLE %1$I ADD CONSTRAINT %2$I FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE ON UPDATE CASCADE',
      tenant_table, tenant_table || '_organization_id_fkey');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY own_organization ON %I TO eagle_app USING (organization_id = current_organization()) WITH CHECK (organization_id = current_organization())',
      tenant_table);
  END LOOP;
END
$$;
GRANT SELECT, INSERT ON model_steps TO eagle_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON shadow_minutes, observed_failures TO eagle_app;
GRANT USAGE ON SEQUENCE model_steps_id_seq TO eagle_app;

-- Each audit entry carries the hash of itself and of the one before it in its organization (or in the platform's own chain): an entry that is
-- changed or taken away later breaks the chain there.
ALTER TABLE audit_log ADD COLUMN hash bytea;

CREATE FUNCTION audit_hash(previous bytea, entry audit_log) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
  RETURN sha256(coalesce(previous, ''::bytea) || convert_to(jsonb_build_array(
    entry.id, entry.organization_id, (extract(epoch FROM entry.at) * 1000)::bigint, entry.actor_id, entry.action, entry.target, entry.details)::text, 'UTF8'));

CREATE FUNCTION chain_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  previous bytea;
BEGIN
  -- One writer at a time in each chain, until it commits; its number is taken within, so that numbers and links have one order.
  PERFORM pg_advisory_xact_lock(hashtextextended('audit_log/' || coalesce(NEW.organization_id::text, ''), 0));
  NEW.id := nextval('audit_log_id_seq');
  SELECT hash INTO previous FROM audit_log
    WHERE organization_id IS NOT DISTINCT FROM NEW.organization_id ORDER BY id DESC LIMIT 1;
  NEW.hash := audit_hash(previous, NEW);
  RETURN NEW;
END
$$;

-- Entries of before are linked as they are.
DO $$
DECLARE
  entry audit_log;
  previous bytea;
  chain uuid;
  first boolean := true;
BEGIN
  FOR entry IN SELECT * FROM audit_log ORDER BY organization_id NULLS FIRST, id LOOP
    IF first OR chain IS DISTINCT FROM entry.organization_id THEN
      previous := NULL;
    END IF;
    first := false;
    chain := entry.organization_id;
    previous := audit_hash(previous, entry);
    UPDATE audit_log SET hash = previous WHERE id = entry.id;
  END LOOP;
END
$$;
ALTER TABLE audit_log ALTER COLUMN hash SET NOT NULL, ALTER COLUMN hash SET DEFAULT ''::bytea;
CREATE TRIGGER audit_log_chain BEFORE INSERT ON audit_log FOR EACH ROW EXECUTE FUNCTION chain_audit_entry();
CREATE INDEX audit_log_organization_id_id_idx ON audit_log (organization_id, id);

-- The first entry of the chain in view (one organization's, or the platform's own) that does not follow from the one before; none: it is whole.
CREATE FUNCTION audit_chain_break() RETURNS bigint LANGUAGE sql STABLE
  RETURN (SELECT min(id) FROM (
    SELECT id, hash, audit_hash(lag(hash) OVER (PARTITION BY organization_id ORDER BY id), a) AS expected FROM audit_log a) linked
    WHERE hash <> expected);
