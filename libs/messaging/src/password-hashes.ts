import type { ServiceName } from '@eagle/contracts/domain';
import bcrypt from 'bcryptjs';

/**
 * Costs the server 4 ms for each new connection. The passwords are long and random (the launcher
 * makes them of 144 bits, `prepare` asks for 16 characters), so a higher cost would add no
 * protection, and ten services that reconnect at once would wait for each other.
 */
const COST = 6;

/** By user of the bus. */
export type PasswordHashes = ReadonlyMap<ServiceName, string>;

/** The hashes in the message server's configuration: a reader of the file learns no password. */
export async function hashPasswords(
  users: readonly ServiceName[],
  passwordOf: (user: ServiceName) => string,
): Promise<PasswordHashes> {
  return new Map(
    await Promise.all(users.map(async (user) => [user, await bcrypt.hash(passwordOf(user), COST)] as const)),
  );
}
