-- Ranges of event time whose rows the historian reads from an organization's source: those before its record began, and those that the bus dropped.
CREATE TABLE history_stretches (
  organization_id uuid           NOT NULL,
  id              uuid           NOT NULL DEFAULT gen_random_uuid(),
  reason          text           NOT NULL,
  state           text           NOT NULL DEFAULT 'waiting',
  from_at         timestamptz(3) NOT NULL,
  until_at        timestamptz(3) NOT NULL,
  reached_at      timestamptz(3) NOT NULL,
  rows            bigint         NOT NULL DEFAULT 0,
  rejected        jsonb          NOT NULL DEFAULT '{}',
  explanation     text,
  wanted_at       timestamptz(3) NOT NULL DEFAULT now(),
  progressed_at   timestamptz(3),
  ended_at        timestamptz(3),
  CONSTRAINT history_stretches_pkey PRIMARY KEY (organization_id, id),
  CONSTRAINT history_stretches_reason_known CHECK (reason IN ('begin', 'lost')),
  CONSTRAINT history_stretches_state_known CHECK (state IN ('waiting', 'running', 'done', 'given-up')),
  CONSTRAINT history_stretches_in_order CHECK (from_at <= reached_at AND reached_at <= until_at),
  CONSTRAINT history_stretches_organization_id_fkey
    FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE ON UPDATE CASCADE
);

ALTER TABLE history_stretches ENABLE ROW LEVEL SECURITY;
ALTER TABLE history_stretches FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON history_stretches TO eagle_app
  USING (organization_id = current_organization()) WITH CHECK (organization_id = current_organization());
