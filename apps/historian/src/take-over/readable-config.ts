import type { Feed, Mapping, OrganizationConfig } from '@eagle/contracts/domain';

/** Of an organization whose source can be read. */
export type ReadableConfig = OrganizationConfig & { readonly feed: Feed; readonly mapping: Mapping };
