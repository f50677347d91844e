-- When and from where a person signed in last. Rows of sign-ins go after thirty days, so the user's row keeps it; a sign-in keeps what was
-- before it, so that its owner is told.
ALTER TABLE users ADD COLUMN last_sign_in_at timestamptz(3), ADD COLUMN last_sign_in_address text;
ALTER TABLE sign_ins ADD COLUMN previous_at timestamptz(3), ADD COLUMN previous_address text;

UPDATE users u SET last_sign_in_at = newest.begun_at, last_sign_in_address = newest.address
  FROM (SELECT DISTINCT ON (user_id) user_id, begun_at, address FROM sign_ins ORDER BY user_id, begun_at DESC) AS newest
 WHERE newest.user_id = u.id;

UPDATE sign_ins s SET previous_at = ordered.previous_at, previous_address = ordered.previous_address
  FROM (SELECT id, lag(begun_at) OVER earlier AS previous_at, lag(address) OVER earlier AS previous_address
          FROM sign_ins WINDOW earlier AS (PARTITION BY user_id ORDER BY begun_at)) AS ordered
 WHERE ordered.id = s.id AND ordered.previous_at IS NOT NULL;
