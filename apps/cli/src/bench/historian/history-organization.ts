import { assetIdSchema, tagNameSchema, type OrganizationId } from '@eagle/contracts/domain';
import { organizationConfigInputSchema } from '@eagle/contracts/rest';
import { ensureOrganization } from '../../gateway/organization-setup.js';
import type { BenchPlatform } from '../bench-platform.js';

const TAGS = Array.from({ length: 45 }, (_, i) => tagNameSchema.parse(`tag${i}`));

/** The asset of the made history. */
export const HISTORY_ASSET = assetIdSchema.parse('made-furnace');
/** Tags of a chart. */
export const CHART_TAGS = TAGS.slice(0, 8);

/** An organization without a source, whose history the bench writes itself. */
export function makeHistoryOrganization({ superAdmin }: BenchPlatform): Promise<OrganizationId> {
  const config = organizationConfigInputSchema.parse({
    slug: 'bench-history',
    name: 'Bench history',
    enabled: true,
    assets: [{ assetId: HISTORY_ASSET, name: 'Made furnace' }],
    tags: TAGS.map((tag) => ({ tag, label: tag, type: 'number', role: 'present-value' })),
    feed: null,
    mapping: null,
    rules: [],
    settings: {},
  });
  return ensureOrganization(superAdmin, { slug: 'bench-history', name: 'Bench history', config });
}
