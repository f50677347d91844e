export { answered, openDatabase, stored } from './database.js';
export { LastKnownKeeper } from './last-known-keeper.js';
export type { KnownOrganization, LastKnown } from './last-known.js';
export { lastKnown, siteUpdates } from './site.js';
export { useNewVersion, useUpdateWhenQuiet } from './use-site-updates.js';
