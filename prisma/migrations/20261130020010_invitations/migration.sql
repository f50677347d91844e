-- People join an organization by invitation: nobody learns from inviting whether an address is known anywhere else.
CREATE TABLE invitations (
  id              uuid           NOT NULL,
  organization_id uuid           NOT NULL,
  email           text           NOT NULL,
  name            text           NOT NULL,
  role            text           NOT NULL,
  token_hash      bytea          NOT NULL,
  invited_by      uuid           NOT NULL,
  created_at      timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  expires_at      timestamptz(3) NOT NULL,
  accepted_at     timestamptz(3),
  withdrawn_at    timestamptz(3),
  CONSTRAINT invitations_pkey PRIMARY KEY (id),
  CONSTRAINT invitations_email_lower_case CHECK (email = lower(email)),
  CONSTRAINT invitations_role_known CHECK (role IN ('ADMIN', 'OPERATOR')),
  CONSTRAINT invitations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX invitations_token_hash_key ON invitations (token_hash);
CREATE INDEX invitations_organization_id_created_at_idx ON invitations (organization_id, created_at);

ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON invitations TO eagle_app
  USING (organization_id = current_organization()) WITH CHECK (organization_id = current_organization());
-- Whoever accepts one is not signed in: the token alone says which organization it is.
CREATE POLICY platform ON invitations TO eagle_app USING (in_platform_scope()) WITH CHECK (in_platform_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON invitations TO eagle_app;
