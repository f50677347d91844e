import pg from 'pg';
import type { PlantKey, SourceDatabase } from './source-table.js';

interface PlantPasswords {
  readonly writer: string;
  readonly reader: string;
}

export interface PrepareScadaOptions {
  /** Superuser of the SCADA server. */
  readonly adminUrl: string;
  readonly plants: readonly SourceDatabase[];
  /** By key of the plant. */
  readonly writerPasswords: Readonly<Record<string, string>>;
  readonly readerPasswords: Readonly<Record<string, string>>;
}

/** The address of a plant's database. */
export interface PreparedPlant {
  readonly plant: PlantKey;
  readonly database: string;
  readonly host: string;
  readonly port: number;
  readonly readerUser: string;
  readonly readerPassword: string;
  /** For the simulator. */
  readonly writerUrl: string;
  /** For readers: every session is read-only. */
  readonly readerUrl: string;
}

/**
 * Creates each plant's database with its table, indexes, writer and read-only user. Safe to repeat:
 * existing objects stay, passwords are set.
 * @throws Error when the server cannot be reached or a plant has no passwords.
 */
export async function prepareScada(options: PrepareScadaOptions): Promise<PreparedPlant[]> {
  const prepared: PreparedPlant[] = [];
  for (const plant of options.plants) {
    const passwords = passwordsOf(options, plant);
    await withClient(options.adminUrl, (admin) => prepareServer(admin, plant, passwords));
    const ownUrl = withDatabase(options.adminUrl, plant.database);
    await withClient(ownUrl, (admin) => preparePrivileges(admin, plant));
    const result = describe(options.adminUrl, plant, passwords);
    await withClient(result.writerUrl, (writer) => prepareTable(writer, plant));
    prepared.push(result);
  }
  return prepared;
}

function passwordsOf(options: PrepareScadaOptions, plant: SourceDatabase): PlantPasswords {
  const writer = options.writerPasswords[plant.plant];
  const reader = options.readerPasswords[plant.plant];
  if (writer === undefined || reader === undefined) {
    throw new Error(`No passwords are given for plant ${plant.plant}.`);
  }
  return { writer, reader };
}

/** Roles and database. */
async function prepareServer(
  admin: pg.Client,
  plant: SourceDatabase,
  passwords: PlantPasswords,
): Promise<void> {
  await ensureRole(admin, plant.writerUser, passwords.writer);
  await ensureRole(admin, plant.readerUser, passwords.reader);
  await admin.query(`ALTER ROLE ${quoted(plant.readerUser)} SET default_transaction_read_only = on`);
  const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [plant.database]);
  if (found.rowCount === 0) {
    await admin.query(`CREATE DATABASE ${quoted(plant.database)} OWNER ${quoted(plant.writerUser)}`);
  }
}

async function ensureRole(admin: pg.Client, user: string, password: string): Promise<void> {
  const found = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [user]);
  const verb = found.rowCount === 0 ? 'CREATE' : 'ALTER';
  const secret = admin.escapeLiteral(password);
  await admin.query(
    `${verb} ROLE ${quoted(user)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${secret}`,
  );
}

/** Only the two users can connect, and the reader can only select. */
async function preparePrivileges(admin: pg.Client, plant: SourceDatabase): Promise<void> {
  const database = quoted(plant.database);
  const reader = quoted(plant.readerUser);
  const writer = quoted(plant.writerUser);
  await admin.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT ON DATABASE ${database} TO ${reader}`);
  await admin.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
  await admin.query(`GRANT USAGE, CREATE ON SCHEMA public TO ${writer}`);
  await admin.query(`GRANT USAGE ON SCHEMA public TO ${reader}`);
}

async function prepareTable(writer: pg.Client, plant: SourceDatabase): Promise<void> {
  for (const statement of plant.table.create) await writer.query(statement);
  const reader = quoted(plant.readerUser);
  const schema = plant.table.name.includes('.') ? plant.table.name.split('.')[0] : undefined;
  if (schema !== undefined) await writer.query(`GRANT USAGE ON SCHEMA ${quoted(schema)} TO ${reader}`);
  await writer.query(`GRANT SELECT ON ${plant.table.name} TO ${reader}`);
}

function describe(adminUrl: string, plant: SourceDatabase, passwords: PlantPasswords): PreparedPlant {
  const url = new URL(adminUrl);
  return {
    plant: plant.plant,
    database: plant.database,
    host: url.hostname,
    port: Number(url.port === '' ? 5_432 : url.port),
    readerUser: plant.readerUser,
    readerPassword: passwords.reader,
    writerUrl: urlFor(adminUrl, plant.database, plant.writerUser, passwords.writer),
    readerUrl: urlFor(adminUrl, plant.database, plant.readerUser, passwords.reader),
  };
}

function withDatabase(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

function urlFor(adminUrl: string, database: string, user: string, password: string): string {
  const url = new URL(withDatabase(adminUrl, database));
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  return url.toString();
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'scada-setup' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
