import { randomBytes } from 'node:crypto';
import { ensureKeyRingFile } from '@eagle/artifacts';
import { SERVICES } from '@eagle/contracts/domain';
import { DATABASE_SERVICES } from '@eagle/persistence';
import { z } from 'zod';
import type { StateFolder } from './state-folder.js';

const text = z.string().min(16);

const secretsSchema = z.object({
  postgresPassword: text,
  /** One for the role of each service that keeps something in the platform's database. */
  databasePasswords: z.record(z.enum(DATABASE_SERVICES), text),
  scadaPassword: text,
  secretsKey: z.string().length(64),
  jwtSecret: z.string().length(64),
  auditKey: z.string().length(64),
  /** Gateway signs with it what it writes for all services; they get its public part. */
  configSigningKey: z.string().length(64),
  superAdminPassword: text,
  /** One password for the demonstration people of one organization, by slug. */
  peoplePasswords: z.record(z.string(), text),
  natsPasswords: z.record(z.enum(SERVICES), text),
  plantReaderPasswords: z.record(z.string(), text),
  plantWriterPasswords: z.record(z.string(), text),
});
export type Secrets = z.infer<typeof secretsSchema>;

const random = (bytes = 18): string => randomBytes(bytes).toString('base64url');

/** Secrets of this installation: made at random on its first start, kept in `secrets.json`, never printed. */
export function loadSecrets(state: StateFolder, plants: readonly string[]): Secrets {
  const kept = secretsSchema.partial().parse(state.readJson('secrets.json') ?? {});
  const perPlant = (have: Record<string, string> | undefined): Record<string, string> =>
    Object.fromEntries(plants.map((plant) => [plant, have?.[plant] ?? random()]));
  const secrets = secretsSchema.parse({
    postgresPassword: random(),
    databasePasswords: Object.fromEntries(DATABASE_SERVICES.map((service) => [service, random()])),
    scadaPassword: random(),
    secretsKey: randomBytes(32).toString('hex'),
    jwtSecret: randomBytes(32).toString('hex'),
    auditKey: randomBytes(32).toString('hex'),
    configSigningKey: randomBytes(32).toString('hex'),
    superAdminPassword: random(12),
    natsPasswords: Object.fromEntries(SERVICES.map((service) => [service, random()])),
    ...kept,
    peoplePasswords: { ...kept.peoplePasswords, ...perPlant(kept.peoplePasswords) },
    plantReaderPasswords: { ...kept.plantReaderPasswords, ...perPlant(kept.plantReaderPasswords) },
    plantWriterPasswords: { ...kept.plantWriterPasswords, ...perPlant(kept.plantWriterPasswords) },
  });
  state.writeJson('secrets.json', secrets);
  return secrets;
}

/** The platform's keys for model bundles. In a file of their own: model-cache alone reads it, and again whenever a key was added. */
export const keysFile = (state: StateFolder): string => state.path('keys.json');

/** The artifact store of this installation. */
export const artifactFolder = (state: StateFolder): string => state.folder('ml-artifacts');

/** Makes the platform's keys on the first start, for their owner alone to read; keys that are there stay. */
export const ensurePlatformKeys = (state: StateFolder): Promise<void> =>
  ensureKeyRingFile(keysFile(state), new Date());

export const SUPER_ADMIN_EMAIL = 'super@eagle.example';
