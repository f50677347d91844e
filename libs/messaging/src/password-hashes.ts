import { SERVICES, type ServiceName } from '@eagle/contracts/domain';
import bcrypt from 'bcryptjs';
import { z } from 'zod';

/**
 * 4 ms of the server for each connection that is made. The passwords are long and random (the launcher makes them of 144 bits, `prepare` asks for 16
 * characters), so a higher cost would protect nothing more, and ten services that come back at once would wait for each other.
 */
const COST = 6;

const hashesSchema = z.record(z.enum(SERVICES), z.string());
export type PasswordHashes = Readonly<Record<ServiceName, string>>;

/** What the message server's configuration holds in place of the passwords: who reads the file learns none. */
export async function hashPasswords(
  passwords: Readonly<Record<ServiceName, string>>,
): Promise<PasswordHashes> {
  const hashed = await Promise.all(
    SERVICES.map(async (service) => [service, await bcrypt.hash(passwords[service], COST)] as const),
  );
  return hashesSchema.parse(Object.fromEntries(hashed));
}
