import { randomBytes } from 'node:crypto';
import { ensureKeyRingFile } from '@eagle/artifacts';
import { SERVICES } from '@eagle/contracts/domain';
import { z } from 'zod';
import type { StateFolder } from './state-folder.js';

const text = z.string().min(16);

const secretsSchema = z.object({
  postgresPassword: text,
  /**
   * By name, also without such a service: a password works only where an account or a role is made.
   */
  databasePasswords: z.record(z.enum(SERVICES), text),
  scadaPassword: text,
  secretsKey: z.string().length(64),
  jwtSecret: z.string().length(64),
  auditKey: z.string().length(64),
  /** Gateway signs with it the values that it writes for all services; they get its public part. */
  configSigningKey: z.string().length(64),
  /** Gateway signs the links to exported files with it. */
  exportLinkKey: z.string().length(64),
  superAdminPassword: text,
  /** One password for the demonstration people of one organization, by slug. */
  peoplePasswords: z.record(z.string(), text),
  natsPasswords: z.record(z.enum(SERVICES), text),
  plantReaderPasswords: z.record(z.string(), text),
  plantWriterPasswords: z.record(z.string(), text),
});
export type Secrets = z.infer<typeof secretsSchema>;

/** The form of an earlier version: with fewer or other services. */
const keptSchema = secretsSchema.partial().extend({
  databasePasswords: z.record(z.string(), text).optional(),
  natsPasswords: z.record(z.string(), text).optional(),
});

const random = (bytes = 18): string => randomBytes(bytes).toString('base64url');

/**
 * Secrets of this installation: made at random on its first start, kept in `secrets.json`, never
 * printed.
 */
export function loadSecrets(state: StateFolder, plants: readonly string[]): Secrets {
  const kept = keptSchema.parse(state.readJson('secrets.json') ?? {});
  const each = (
    names: readonly string[],
    have: Readonly<Record<string, string>> | undefined,
  ): Record<string, string> => Object.fromEntries(names.map((name) => [name, have?.[name] ?? random()]));
  const secrets = secretsSchema.parse({
    postgresPassword: random(),
    scadaPassword: random(),
    secretsKey: randomBytes(32).toString('hex'),
    jwtSecret: randomBytes(32).toString('hex'),
    auditKey: randomBytes(32).toString('hex'),
    configSigningKey: randomBytes(32).toString('hex'),
    exportLinkKey: randomBytes(32).toString('hex'),
    superAdminPassword: random(12),
    ...kept,
    databasePasswords: each(SERVICES, kept.databasePasswords),
    natsPasswords: each(SERVICES, kept.natsPasswords),
    peoplePasswords: { ...kept.peoplePasswords, ...each(plants, kept.peoplePasswords) },
    plantReaderPasswords: { ...kept.plantReaderPasswords, ...each(plants, kept.plantReaderPasswords) },
    plantWriterPasswords: { ...kept.plantWriterPasswords, ...each(plants, kept.plantWriterPasswords) },
  });
  state.writeJson('secrets.json', secrets);
  return secrets;
}

/**
 * The platform's keys for model bundles. In a separate file: only model-cache reads it, and again
 * whenever a key was added.
 */
export const keysFile = (state: StateFolder): string => state.path('keys.json');

/** The artifact store of this installation. */
export const artifactFolder = (state: StateFolder): string => state.folder('ml-artifacts');

/**
 * Makes the platform's keys on the first start, readable only by their owner; existing keys stay.
 */
export const ensurePlatformKeys = (state: StateFolder): Promise<void> =>
  ensureKeyRingFile(keysFile(state), new Date());

export const SUPER_ADMIN_EMAIL = 'super@eagle.example';
