import type { ServiceManifest } from '@eagle/contracts/domain';
import { publicKeyOf } from '@eagle/messaging';
import { passwordVariables } from '../prepare/password-variables.js';

const KEY_BYTES = 32;
const PASSWORD_BYTES = 18;

/** The first person, who invites the others. */
export const BOOTSTRAP_EMAIL = 'super@eagle.example';

/**
 * New values for every variable of docker-compose.yml.
 * @param manifests  of the services in the compose file
 * @param randomBytes  a cryptographic source of random bytes
 */
export function composeSecrets(
  manifests: readonly ServiceManifest[],
  randomBytes: (count: number) => Buffer,
): Record<string, string> {
  const key = (): string => randomBytes(KEY_BYTES).toString('hex');
  const password = (): string => randomBytes(PASSWORD_BYTES).toString('base64url');
  const signingKey = key();
  return {
    POSTGRES_PASSWORD: password(),
    ...Object.fromEntries(passwordVariables(manifests).map((variable) => [variable, password()])),
    SECRETS_KEY: key(),
    JWT_SECRET: key(),
    AUDIT_KEY: key(),
    EXPORT_LINK_KEY: key(),
    PLATFORM_KEYS: key(),
    SIGNING_KEYS: key(),
    CONFIG_SIGNING_KEY: signingKey,
    CONFIG_PUBLIC_KEY: publicKeyOf(signingKey),
    BOOTSTRAP_EMAIL,
    BOOTSTRAP_PASSWORD: password(),
  };
}
