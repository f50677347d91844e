-- The term of each service that has one leader. A leader begins its term by raising the number; its transactions ask whether it is still the last one.
CREATE TABLE leader_terms (
  service  text           NOT NULL,
  term     bigint         NOT NULL,
  began_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT leader_terms_pkey PRIMARY KEY (service)
);

-- A service sees and changes the row of its own name, within every scope: it is asked for inside of an organization's transactions.
ALTER TABLE leader_terms ENABLE ROW LEVEL SECURITY;
ALTER TABLE leader_terms FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON leader_terms TO eagle_app
  USING (current_user = 'eagle_' || replace(service, '-', '_'))
  WITH CHECK (current_user = 'eagle_' || replace(service, '-', '_'));

-- What alerting is fenced by were revisions of the lease, now it is its term, which begins at 1.
ALTER TABLE stream_positions NO FORCE ROW LEVEL SECURITY;
DELETE FROM stream_positions WHERE service = 'alerting' AND stream = 'fence';
ALTER TABLE stream_positions FORCE ROW LEVEL SECURITY;
