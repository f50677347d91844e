import * as z from 'zod';
import { WORKING_SERVICES } from './services.js';

/**
 * What an installation may provide to a service. Each stands for variables of the environment, which the launcher and the compose file set
 * (`apps/cli/src/start/provided-needs.ts`, `apps/cli/src/containers/compose-services.ts`):
 *
 * - `database`: the platform's database, as the role whose rights `libs/persistence/src/grants.ts` declares
 * - `scada-secrets`: the key that seals the passwords of feeds
 * - `feed-networks`: the networks that feeds may lead to
 * - `artifact-store`: the store of sealed model bundles
 * - `platform-keys`: the keys that open and sign them; model-cache alone has them
 * - `trainer`: a Python with the packages of `libs/model-trainer`
 * - `work-folder`: a folder of its own on disk
 * - `sign-in`: the key of access tokens, and the first super-admin
 * - `audit-seals`: the key of the audit log, and a file for its seals
 * - `config-signing`: the key that signs configurations; gateway alone has it
 * - `service-urls`: where every other service answers about its health
 */
export const SERVICE_NEEDS = [
  'database',
  'scada-secrets',
  'feed-networks',
  'artifact-store',
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
  'a service that libs/contracts/src/domain/services.ts lists: it has an account on the bus',
);

/**
 * What is to be known of a service from outside and follows from nothing else: `apps/<name>/src/service.ts` exports it as `service`. What it reads,
 * writes and asks is not here: the declarations of streams, buckets and requests say it (`@eagle/contracts/bus`), and its tables are in the grants.
 */
export const serviceManifestSchema = z.strictObject({
  /** Also its folder, its user on the bus and its SERVICE_NAME. */
  name: serviceSchema,
  /** Bound of its JavaScript heap, in MiB: enough for its working set, small enough that all services together stay within the promised memory. */
  heapMiB: z.number().int().min(64).max(4_096),
  /** `any`: replicas share the work, and the launcher's `--scale` takes it. `one`: one at a time works. */
  replicas: z.enum(['one', 'any']),
  /** `public`: everybody reaches its port, so that what is for operators has a port of its own. */
  door: z.enum(['internal', 'public']),
  needs: z.array(z.enum(SERVICE_NEEDS)).readonly(),
  /** Services that are started before it, because it asks them or they read what it writes. */
  startsAfter: z.array(serviceSchema).readonly(),
});
export type ServiceManifest = Readonly<z.infer<typeof serviceManifestSchema>>;
