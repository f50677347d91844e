import { hexKey, secret, serviceConfigShape } from '@eagle/service-kit';
import { outboundConfigShape } from '@eagle/service-kit/outbound';
import { z } from 'zod';

/** Environment of data-processor. */
export const configSchema = z.object({
  ...serviceConfigShape,
  ...outboundConfigShape,
  /** Opens the sealed passwords of the feeds; the same as the gateway's. */
  SECRETS_KEY: secret(hexKey),
});
export type Config = z.output<typeof configSchema>;
