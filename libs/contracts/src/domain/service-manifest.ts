import * as z from 'zod';
import { WORKING_SERVICES } from './services.js';
import { textLike } from './text.js';

/**
 * What an installation may provide to a service. Each stands for variables of the environment,
 * which the launcher and the compose file set (`apps/cli/src/start/provided-needs.ts`,
 * `apps/cli/src/containers/compose-services.ts`):
 *
 * - `scada-secrets`: the key that seals the passwords of feeds
 * - `feed-networks`: the networks that feeds may lead to
 * - `artifact-store`: the store of sealed model bundles
 * - `telemetry-store`: the store of the telemetry history; only the historian has it
 * - `telemetry-reading`: the same store, to read and not to write
 * - `telemetry-store`: the store of the telemetry history
 * - `export-store`: the place of exported files
 * - `export-links`: the key that signs links to exported files; only the gateway has it
 * - `platform-keys`: the keys that open and sign them; only model-cache has them
 * - `trainer`: a Python with the packages of `libs/model-trainer`
 * - `work-folder`: a private folder on disk
 * - `sign-in`: the key of access tokens, and the first super-admin
 * - `audit-seals`: the key of the audit log, and a file for its seals
 * - `config-signing`: the key that signs configurations; only the gateway has it
 * - `service-urls`: where every other service answers about its health
 */
export const SERVICE_NEEDS = [
  'scada-secrets',
  'feed-networks',
  'artifact-store',
  'telemetry-store',
  'telemetry-reading',
  'export-store',
  'export-links',
  'platform-keys',
  'trainer',
  'work-folder',
  'sign-in',
  'audit-seals',
  'config-signing',
  'service-urls',
] as const;
export type ServiceNeed = (typeof SERVICE_NEEDS)[number];

const serviceSchema = z.enum(
  WORKING_SERVICES,
  'a name of libs/contracts/src/domain/services.ts: add it there, so that streams and requests can name the service',
);

/**
 * What a service may do with the rows of a table:
 *
 * - `read`: see them
 * - `add`: add some, and not see what is there
 * - `read-and-add`: see them and add some; existing rows never change
 * - `keep`: see, add and change them
 * - `own`: see, add, change and delete them
 */
export const TABLE_RIGHTS = ['read', 'add', 'read-and-add', 'keep', 'own'] as const;
export type TableRight = (typeof TABLE_RIGHTS)[number];

/**
 * By table. Names are written into statements as they are, so a name is one that needs no quotes.
 */
const tableRightsSchema = z.record(textLike(/^[a-z][a-z_]{0,62}$/), z.enum(TABLE_RIGHTS)).readonly();
export type TableRights = z.infer<typeof tableRightsSchema>;

/**
 * The facts of a service that no other declaration holds: `apps/<name>/src/service.ts` exports it
 * as `service`. It does not list the messages that the service reads, writes, asks and answers: the
 * declaration of a message names its readers (`@eagle/contracts/bus`). `eagle services` prints both
 * together.
 */
export const serviceManifestSchema = z.strictObject({
  /** Also its folder, its user on the bus and its SERVICE_NAME. */
  name: serviceSchema,
  /**
   * Bound of its JavaScript heap, in MiB: enough for its working set, small enough that all
   * services together stay within the promised memory.
   */
  heapMiB: z.number().int().min(64).max(4_096),
  /**
   * `any`: replicas share the work. `standby`: one is elected to work, and the others wait to take
   * over. `one`: there may be no second one. The launcher's `--scale` takes the first two.
   */
  replicas: z.enum(['one', 'standby', 'any']),
  /** `public`: everybody reaches its port, so the endpoints for operators have a separate port. */
  exposure: z.enum(['internal', 'public']),
  /** Its rights in the platform's database; without any it has no role there and cannot sign in. */
  tables: tableRightsSchema,
  needs: z.array(z.enum(SERVICE_NEEDS)).readonly(),
  /** Services that are started before it, because it asks them or they read what it writes. */
  startsAfter: z.array(serviceSchema).readonly(),
});
export type ServiceManifest = Readonly<z.infer<typeof serviceManifestSchema>>;
