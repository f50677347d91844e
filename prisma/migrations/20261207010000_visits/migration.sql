-- A super-admin acts within an organization for an hour at most, by one sign-in, for a reason that is in the organization's audit log.
CREATE TABLE visits (
  session_id      uuid           NOT NULL,
  organization_id uuid           NOT NULL,
  reason          text           NOT NULL,
  entered_at      timestamptz(3) NOT NULL,
  ends_at         timestamptz(3) NOT NULL,
  CONSTRAINT visits_pkey PRIMARY KEY (session_id, organization_id),
  CONSTRAINT visits_in_order CHECK (entered_at <= ends_at),
  CONSTRAINT visits_session_id_fkey FOREIGN KEY (session_id) REFERENCES sign_ins (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT visits_organization_id_fkey
    FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX visits_organization_id_idx ON visits (organization_id);

ALTER TABLE visits ENABLE ROW LEVEL SECURITY;
ALTER TABLE visits FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON visits TO eagle_app
  USING (organization_id = current_organization()) WITH CHECK (organization_id = current_organization());
-- Each request of a super-admin reads what its sign-in has entered, before the organization is known.
CREATE POLICY platform ON visits FOR SELECT TO eagle_app USING (in_platform_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON visits TO eagle_app;

-- What a super-admin sees of organizations without entering them: counts and names, no value of a plant. One call for a page of them.
-- It enters each organization by its setting and reads with the caller's rights, so that row-level security stays as it is.
CREATE FUNCTION organizations_at_a_glance(ids uuid[])
RETURNS TABLE (
  organization_id     uuid,
  assets              integer,
  time_zone           text,
  alerts              jsonb,
  model_registered_at timestamptz,
  taken_over          double precision,
  contacts            jsonb
) LANGUAGE plpgsql AS $$
  #variable_conflict use_column
DECLARE
  one uuid;
BEGIN
  FOREACH one IN ARRAY ids LOOP
    PERFORM set_config('app.organization_id', one::text, true);
    RETURN QUERY
      SELECT one,
             coalesce(configured.assets, 0),
             configured.time_zone,
             (SELECT coalesce(jsonb_agg(counted), '[]')
                FROM (SELECT a.severity, count(*) AS active, count(*) FILTER (WHERE NOT a.acknowledged) AS unacknowledged
                        FROM alerts a WHERE a.organization_id = one AND a.active GROUP BY a.severity) AS counted),
             (SELECT max(v.created_at) FROM model_versions v WHERE v.organization_id = one AND v.state = 'champion'),
             (SELECT extract(epoch FROM sum(s.until_at - s.reached_at)) / nullif(extract(epoch FROM sum(s.until_at - s.from_at)), 0)
                FROM history_stretches s WHERE s.organization_id = one AND s.state IN ('waiting', 'running'))::double precision,
             (SELECT coalesce(jsonb_agg(jsonb_build_object('name', admin.name, 'email', admin.email) ORDER BY admin.created_at), '[]')
                FROM (SELECT u.name, u.email, u.created_at FROM users u
                       WHERE u.organization_id = one AND u.role = 'ADMIN' AND u.enabled ORDER BY u.created_at LIMIT 3) AS admin)
        FROM (SELECT 1) AS always
        LEFT JOIN LATERAL (SELECT jsonb_array_length(c.config -> 'assets') AS assets, c.config #>> '{settings,timeZone}' AS time_zone
                             FROM organization_configs c WHERE c.organization_id = one ORDER BY c.revision DESC LIMIT 1) AS configured ON true;
  END LOOP;
  PERFORM set_config('app.organization_id', '', true);
END
$$;
