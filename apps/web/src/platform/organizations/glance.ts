import type { Reply } from '../../api/index.js';

/** What the platform says of an organization that nobody has to enter for it. */
export type Glance = Reply<'/api/v1/platform/organizations', 'get'>['items'][number];
export type Feed = NonNullable<Glance['feed']>;
export type Serving = NonNullable<Glance['serving']>;
export type Training = NonNullable<Glance['training']>;
