import { hexKey, secret, serviceConfigShape } from '@eagle/service-kit';
import { outboundConfigShape } from '@eagle/service-kit/outbound';
import { z } from 'zod';

/** Environment of data-processor. */
export const configSchema = z.object({
  ...serviceConfigShape,
  ...outboundConfigShape,
  SECRETS_KEY: secret(hexKey).describe('Opens the sealed passwords of feeds; the same as the gateway’s.'),
});
export type Config = z.output<typeof configSchema>;
