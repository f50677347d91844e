-- Admins read the history of a configuration: what each revision changed, in figures and names, and never more than the newest 200 revisions of an organization.

-- Null: the revision was written before this was recorded.
ALTER TABLE organization_configs ADD COLUMN changes jsonb;

-- Runs with the rights of the tables' owner: the gateway adds revisions, and can neither change nor delete one.
CREATE FUNCTION drop_old_configs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- Counted, not computed from the number: revisions may have gaps.
  DELETE FROM organization_configs
   WHERE organization_id = NEW.organization_id
     AND revision < (SELECT min(revision)
                       FROM (SELECT revision FROM organization_configs WHERE organization_id = NEW.organization_id
                              ORDER BY revision DESC LIMIT 200) AS newest);
  RETURN NULL;
END
$$;
CREATE TRIGGER organization_configs_drop_old AFTER INSERT ON organization_configs
  FOR EACH ROW EXECUTE FUNCTION drop_old_configs();
-- The trigger, also where the owner is no superuser.
CREATE POLICY dropping ON organization_configs TO CURRENT_USER USING (true) WITH CHECK (true);
