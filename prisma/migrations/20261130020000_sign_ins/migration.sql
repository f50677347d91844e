-- A sign-in is a row of its own: when it began, when and from where it was last used, whether it ended. Before, it was only what its refresh
-- tokens had in common, and nobody could be shown a list of them.
CREATE TABLE sign_ins (
  id              uuid           NOT NULL,
  user_id         uuid           NOT NULL,
  organization_id uuid,
  begun_at        timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_used_at    timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ended_at        timestamptz(3),
  address         text           NOT NULL DEFAULT '',
  network         text           NOT NULL DEFAULT '',
  client          text           NOT NULL DEFAULT '',
  failed_tries    integer        NOT NULL DEFAULT 0,
  failed_last_at  timestamptz(3),
  CONSTRAINT sign_ins_pkey PRIMARY KEY (id),
  CONSTRAINT sign_ins_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT sign_ins_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX sign_ins_user_id_last_used_at_idx ON sign_ins (user_id, last_used_at);

INSERT INTO sign_ins (id, user_id, organization_id, begun_at, last_used_at, ended_at)
  SELECT family_id, (array_agg(user_id))[1], (array_agg(organization_id))[1], min(issued_at), max(issued_at), max(revoked_at)
    FROM refresh_tokens GROUP BY family_id;
ALTER TABLE refresh_tokens DROP COLUMN revoked_at;
ALTER TABLE refresh_tokens ADD CONSTRAINT refresh_tokens_family_id_fkey
  FOREIGN KEY (family_id) REFERENCES sign_ins (id) ON DELETE CASCADE ON UPDATE CASCADE;

-- What failed since the last sign-in; the next one tells its owner.
ALTER TABLE users ADD COLUMN failed_tries integer NOT NULL DEFAULT 0, ADD COLUMN failed_last_at timestamptz(3);

-- Tries to sign in, for accounts that exist and for those that do not alike. `account` is a keyed hash of the e-mail address; `origin` is the
-- network from which its owner is used to sign in, or empty for all other networks together.
CREATE TABLE sign_in_tries (
  account      bytea          NOT NULL,
  origin       text           NOT NULL,
  failures     integer        NOT NULL,
  last_at      timestamptz(3) NOT NULL,
  last_network text           NOT NULL,
  CONSTRAINT sign_in_tries_pkey PRIMARY KEY (account, origin)
);
CREATE INDEX sign_in_tries_last_at_idx ON sign_in_tries (last_at);

ALTER TABLE sign_ins ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_ins FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON sign_ins TO eagle_app
  USING (organization_id = current_organization()) WITH CHECK (organization_id = current_organization());
CREATE POLICY platform ON sign_ins TO eagle_app USING (in_platform_scope()) WITH CHECK (in_platform_scope());
ALTER TABLE sign_in_tries ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign_in_tries FORCE ROW LEVEL SECURITY;
CREATE POLICY platform ON sign_in_tries TO eagle_app USING (in_platform_scope()) WITH CHECK (in_platform_scope());
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_ins, sign_in_tries TO eagle_app;
