-- Entries of one request can be found together, over all services that it went through. And nobody edits people outside of their organization: the platform's
-- scope looks for them, and changes those alone that belong to none.

ALTER TABLE audit_log ADD COLUMN correlation_id text;

-- Entries without a correlation keep the hash that they have.
CREATE OR REPLACE FUNCTION audit_hash(previous bytea, entry audit_log) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
  RETURN sha256(coalesce(previous, ''::bytea) || convert_to((jsonb_build_array(
    entry.id, entry.organization_id, (extract(epoch FROM entry.at) * 1000)::bigint, entry.actor_id, entry.action, entry.target, entry.details)
    || CASE WHEN entry.correlation_id IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(entry.correlation_id) END)::text, 'UTF8'));

DO $$
DECLARE
  people text;
BEGIN
  FOREACH people IN ARRAY ARRAY['users', 'invitations', 'sign_ins', 'refresh_tokens'] LOOP
    EXECUTE format('DROP POLICY platform ON %I', people);
    EXECUTE format('CREATE POLICY platform_reads ON %I FOR SELECT TO eagle_app USING (in_platform_scope())', people);
    EXECUTE format(
      'CREATE POLICY platform_own ON %I TO eagle_app USING (in_platform_scope() AND organization_id IS NULL) WITH CHECK (in_platform_scope() AND organization_id IS NULL)',
      people);
  END LOOP;
END
$$;
