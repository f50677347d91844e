/** Channel on which a table announces new rows, once per statement. */
export const NOTIFY_CHANNEL = 'scada_rows';

/** Statements that make `table` announce its inserts. Safe to repeat. */
export function notifyTrigger(table: string): string[] {
  return [
    `CREATE OR REPLACE FUNCTION announce_scada_rows() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN PERFORM pg_notify('${NOTIFY_CHANNEL}', ''); RETURN NULL; END $$`,
    `CREATE OR REPLACE TRIGGER announce_rows AFTER INSERT ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION announce_scada_rows()`,
  ];
}
