import { assetIdSchema, componentNameSchema, tagNameSchema } from '@eagle/contracts/domain';
import { organizationConfigInputSchema, type OrganizationConfigInput } from '@eagle/contracts/rest';
import { toName } from '../recordings/names.js';
import type { Recording } from './recording.js';
import type { ReplayConfig } from './replay-config.js';
import { RECORDED_CHANNEL, RECORDED_KEY, RECORDED_TABLE } from './recorded-scada.js';

const SECOND_MS = 1_000;
/** A replay runs as fast as it can: the quota of the feed must not slow it down. */
const QUOTA_ROWS_PER_SECOND = 100_000;

/**
 * The organization made from a recording: every numeric column is a tag, failures come from the
 * recording, and the source is the clock.
 */
export function organizationOfRecording(
  recording: Recording,
  config: ReplayConfig,
  connection: {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    readonly password: string;
  },
): OrganizationConfigInput {
  const leaveOut = new Set<string>(config.leaveOut);
  const tags = recording.columns.map((column) => ({ column, tag: tagNameSchema.parse(toName(column)) }));
  return organizationConfigInputSchema.parse({
    assets: recording.assets.map((asset) => ({ assetId: assetIdSchema.parse(asset), name: asset })),
    tags: tags.map(({ column, tag }) => ({
      tag,
      label: column,
      type: 'number',
      role: 'present-value',
      component: componentNameSchema.parse('asset'),
      modelInput: !leaveOut.has(tag),
    })),
    feed: {
      kind: 'postgres',
      ...connection,
      tls: false,
      pollIntervalMs: SECOND_MS,
      statementTimeoutMs: 30 * SECOND_MS,
      notifyChannel: RECORDED_CHANNEL,
      lateCommitToleranceMs: 2 * SECOND_MS,
      clock: 'source',
    },
    mapping: {
      table: RECORDED_TABLE,
      keyColumn: RECORDED_KEY,
      timeColumn: 'ts',
      timeZone: 'UTC',
      source: { layout: 'wide', asset: { column: 'asset' }, columns: tags },
    },
    rules: config.rules,
    settings: {
      ...config.settings,
      scanPeriodMs: recording.scanPeriodMs,
      failures: { tags: [], records: true },
      quotaRowsPerSecond: QUOTA_ROWS_PER_SECOND,
    },
  });
}
