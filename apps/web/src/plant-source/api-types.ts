import type { Body, Reply } from '../api/index.js';

export type FeedTest = Reply<'/api/v1/organizations/{organizationId}/feed/test', 'post'>;
export type Discovery = Reply<'/api/v1/organizations/{organizationId}/feed/discover', 'post'>;
export type DiscoveredColumn = Discovery['columns'][number];
export type DryRun = Reply<'/api/v1/organizations/{organizationId}/feed/dry-run', 'post'>;
export type TagOfDryRun = DryRun['tags'][number];
export type DryRunInput = Body<'/api/v1/organizations/{organizationId}/feed/dry-run', 'post'>;
export type FeedInput = NonNullable<DryRunInput['feed']>;
export type ConfigInput = Body<'/api/v1/organizations/{organizationId}/config', 'put'>;
export type ConfigView = Reply<'/api/v1/organizations/{organizationId}/config', 'get'>;
export type Tag = ConfigView['tags'][number];
export type Rule = ConfigView['rules'][number];
export type TakeOver = Reply<'/api/v1/telemetry/take-over', 'get'>;
