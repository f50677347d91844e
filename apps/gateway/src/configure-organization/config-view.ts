import type { configViewSchema } from '@eagle/contracts/rest';
import type { z } from 'zod';
import { feedView } from './config-parts.js';
import type { StoredConfig } from './stored-config.js';

/** A configuration as people read it: without the password of its feed. */
export const viewOf = (config: StoredConfig): z.input<typeof configViewSchema> => ({
  ...config,
  feed: config.feed === null ? null : feedView(config.feed),
});
