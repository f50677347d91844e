-- An alert has two clocks: when the machine did what changed it last, and when the platform recorded that. Rows of before keep neither.
ALTER TABLE alerts ADD COLUMN event_at timestamptz(3), ADD COLUMN recorded_at timestamptz(3);
