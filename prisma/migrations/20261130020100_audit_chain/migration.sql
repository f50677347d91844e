-- The time of an audit entry is the database's, each chain knows its own end, and what was written is sealed by one service that holds a key which
-- the database never sees.

-- The end of each chain, as the database knows it: one row for each organization, and one for the platform itself.
CREATE TABLE audit_chains (
  chain           text           NOT NULL,
  organization_id uuid,
  last_id         bigint         NOT NULL,
  last_hash       bytea,
  last_at         timestamptz(3) NOT NULL,
  CONSTRAINT audit_chains_pkey PRIMARY KEY (chain)
);
INSERT INTO audit_chains (chain, organization_id, last_id, last_hash, last_at)
  SELECT DISTINCT ON (organization_id) coalesce(organization_id::text, 'platform'), organization_id, id, hash,
         max(at) OVER (PARTITION BY organization_id)
    FROM audit_log ORDER BY organization_id, id DESC;

-- A keyed hash of each entry and of the seal before it.
CREATE TABLE audit_seals (
  entry_id        bigint         NOT NULL,
  organization_id uuid,
  seal            bytea          NOT NULL,
  sealed_at       timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT audit_seals_pkey PRIMARY KEY (entry_id)
);
CREATE INDEX audit_seals_organization_id_entry_id_idx ON audit_seals (organization_id, entry_id);
CREATE INDEX audit_log_organization_id_action_id_idx ON audit_log (organization_id, action, id);
CREATE INDEX audit_log_organization_id_actor_id_id_idx ON audit_log (organization_id, actor_id, id);

-- The trigger gives the number: whoever adds an entry needs no right on the sequence.
ALTER TABLE audit_log ALTER COLUMN id DROP DEFAULT;

-- Runs with the rights of the tables' owner: whoever adds an entry needs INSERT on audit_log and nothing else, and cannot touch the end of a chain.
CREATE OR REPLACE FUNCTION chain_audit_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  of_chain text := coalesce(NEW.organization_id::text, 'platform');
  previous audit_chains;
BEGIN
  IF NEW.at IS DISTINCT FROM CURRENT_TIMESTAMP::timestamptz(3) THEN
    RAISE EXCEPTION 'the time of an audit entry is the database''s: leave it out' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO audit_chains (chain, organization_id, last_id, last_at) VALUES (of_chain, NEW.organization_id, 0, NEW.at)
    ON CONFLICT (chain) DO NOTHING;
  -- One writer at a time in each chain, until it commits; number and time are taken within, so that they and the links have one order.
  SELECT * INTO previous FROM audit_chains WHERE chain = of_chain FOR UPDATE;
  NEW.id := nextval('audit_log_id_seq');
  NEW.at := greatest(clock_timestamp()::timestamptz(3), previous.last_at);
  NEW.hash := audit_hash(previous.last_hash, NEW);
  UPDATE audit_chains SET last_id = NEW.id, last_hash = NEW.hash, last_at = NEW.at WHERE chain = of_chain;
  RETURN NEW;
END
$$;

ALTER TABLE audit_chains ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_chains FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON audit_chains FOR SELECT TO eagle_app USING (organization_id = current_organization());
-- Which chains grew is asked for all at once; there is nothing of any entry in it.
CREATE POLICY platform ON audit_chains FOR SELECT TO eagle_app USING (in_platform_scope());
-- The trigger, also where the owner is no superuser.
CREATE POLICY chaining ON audit_chains TO CURRENT_USER USING (true) WITH CHECK (true);
GRANT SELECT ON audit_chains TO eagle_app;

ALTER TABLE audit_seals ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_seals FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON audit_seals TO eagle_app
  USING (organization_id = current_organization()) WITH CHECK (organization_id = current_organization());
CREATE POLICY platform ON audit_seals TO eagle_app
  USING (in_platform_scope() AND organization_id IS NULL) WITH CHECK (in_platform_scope() AND organization_id IS NULL);
GRANT SELECT, INSERT ON audit_seals TO eagle_app;
