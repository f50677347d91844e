import { connectBus, type Bus } from '@eagle/messaging';
import { z } from 'zod';
import { StateFolder } from '../start/state-folder.js';

const secretsSchema = z.object({ natsPasswords: z.object({ cli: z.string() }) });

/**
 * Connects to the message server of a running platform as `cli`, with the password from the state
 * folder.
 * @param name  shown by the server
 * @throws AppError `BUS.UNREACHABLE` (unavailable), `BUS.WRONG_CREDENTIALS` (unauthenticated).
 */
export function connectAsCli(home: string, natsUrl: string, name: string): Promise<Bus> {
  const { natsPasswords } = secretsSchema.parse(StateFolder.at(home).readJson('secrets.json'));
  return connectBus({ url: natsUrl, user: 'cli', password: natsPasswords.cli, name });
}
