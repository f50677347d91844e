-- What a super-admin sees of organizations without entering them, now with what the live model warned of in its judgement. The columns of
-- a function cannot be changed: it is made anew.
DROP FUNCTION organizations_at_a_glance(uuid[]);
CREATE FUNCTION organizations_at_a_glance(ids uuid[])
RETURNS TABLE (
  organization_id     uuid,
  assets              integer,
  time_zone           text,
  alerts              jsonb,
  model_registered_at timestamptz,
  judged              jsonb,
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
             (SELECT jsonb_build_object('warned_in_time', coalesce((judged.event ->> 'warnedInTime')::integer, 0),
                                        'failures', coalesce((judged.event ->> 'events')::integer, 0))
                FROM (SELECT coalesce(v.manifest #> '{judgement,model,event}', v.manifest #> '{metrics,event}') AS event
                        FROM model_versions v WHERE v.organization_id = one AND v.state = 'champion' ORDER BY v.created_at DESC LIMIT 1) AS judged),
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
