-- Ranges of the telemetry history that people had deleted, and whole histories of deleted organizations. The historian carries each out until it is done, and does
-- not take their rows over from the source again.
CREATE TABLE history_deletions (
  organization_id uuid           NOT NULL,
  id              uuid           NOT NULL DEFAULT gen_random_uuid(),
  asset_id        text,
  from_at         timestamptz(3),
  until_at        timestamptz(3),
  wanted_at       timestamptz(3) NOT NULL DEFAULT now(),
  done_at         timestamptz(3),
  CONSTRAINT history_deletions_pkey PRIMARY KEY (organization_id, id),
  CONSTRAINT history_deletions_range_or_whole CHECK ((from_at IS NULL) = (until_at IS NULL) AND (from_at IS NOT NULL OR asset_id IS NULL)),
  CONSTRAINT history_deletions_in_order CHECK (from_at < until_at),
  CONSTRAINT history_deletions_organization_id_fkey
    FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE ON UPDATE CASCADE
);
-- The whole history of an organization is deleted once.
CREATE UNIQUE INDEX history_deletions_whole_key ON history_deletions (organization_id) WHERE from_at IS NULL;

ALTER TABLE history_deletions ENABLE ROW LEVEL SECURITY;
ALTER TABLE history_deletions FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON history_deletions TO eagle_app
  USING (organization_id = current_organization()) WITH CHECK (organization_id = current_organization());
-- The historian looks through all organizations for what is still to be done.
CREATE POLICY platform ON history_deletions FOR SELECT TO eagle_app USING (in_platform_scope());

-- When a super-admin deleted an organization. Only this decides that what there is of it goes: a configuration that is missing does not.
ALTER TABLE organizations ADD COLUMN deleted_at timestamptz(3);
ALTER TABLE organizations ADD CONSTRAINT organizations_deleted_is_disabled CHECK (deleted_at IS NULL OR NOT enabled);
