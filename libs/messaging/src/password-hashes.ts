import type { ServiceName } from '@eagle/contracts/domain';
import bcrypt from 'bcryptjs';

/**
 * 4 ms of the server for each connection that is made. The passwords are long and random (the launcher makes them of 144 bits, `prepare` asks for 16
 * characters), so a higher cost would protect nothing more, and ten services that come back at once would wait for each other.
 */
const COST = 6;

/** By user of the bus. */
export type PasswordHashes = ReadonlyMap<ServiceName, string>;

/** What the message server's configuration holds in place of the passwords: who reads the file learns none. */
export async function hashPasswords(
  users: readonly ServiceName[],
  passwordOf: (user: ServiceName) => string,
): Promise<PasswordHashes> {
  return new Map(
    await Promise.all(users.map(async (user) => [user, await bcrypt.hash(passwordOf(user), COST)] as const)),
  );
}
