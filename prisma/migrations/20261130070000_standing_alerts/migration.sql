-- Every client that resumes asks which alerts stand: few of many.
CREATE INDEX alerts_standing_idx ON alerts (organization_id) WHERE active;
