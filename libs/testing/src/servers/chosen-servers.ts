import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { containerServers } from './container-servers.js';
import { processServers } from './process-servers.js';
import type { TestServers } from './test-server.js';

/** What `scripts/test.mjs` has chosen; a test that is run by itself stands on local processes. */
const environmentSchema = z.discriminatedUnion('EAGLE_TEST_SERVERS', [
  z.object({ EAGLE_TEST_SERVERS: z.literal('processes') }),
  z.object({
    EAGLE_TEST_SERVERS: z.literal('containers'),
    EAGLE_TEST_NATS_IMAGE: z.string().min(1),
    EAGLE_TEST_POSTGRES_IMAGE: z.string().min(1),
    /** The run that containers belong to. */
    EAGLE_TEST_RUN: z.string().min(1).default(randomUUID),
  }),
]);

/** @throws ZodError where containers are chosen and an image is not named. */
export function serversOf(environment: NodeJS.ProcessEnv): TestServers {
  const chosen = environmentSchema.parse({ EAGLE_TEST_SERVERS: 'processes', ...environment });
  switch (chosen.EAGLE_TEST_SERVERS) {
    case 'processes':
      return processServers;
    case 'containers':
      return containerServers({
        natsImage: chosen.EAGLE_TEST_NATS_IMAGE,
        postgresImage: chosen.EAGLE_TEST_POSTGRES_IMAGE,
        run: chosen.EAGLE_TEST_RUN,
      });
  }
}

export const testServers = (): TestServers => serversOf(process.env);

export const areContainersChosen = (): boolean => process.env['EAGLE_TEST_SERVERS'] === 'containers';
