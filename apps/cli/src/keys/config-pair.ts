import { randomBytes } from 'node:crypto';
import { publicKeyOf } from '@eagle/messaging';

const KEY_BYTES = 32;

/** `eagle keys pair`: lines for the file of environment variables. */
export function makeConfigPair(print: (line: string) => void): void {
  const signingKey = randomBytes(KEY_BYTES).toString('hex');
  print(`CONFIG_SIGNING_KEY=${signingKey}`);
  print(`CONFIG_PUBLIC_KEY=${publicKeyOf(signingKey)}`);
}
