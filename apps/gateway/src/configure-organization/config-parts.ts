import type { FeedAccount } from '@eagle/contracts/bus';
import {
  AppError,
  type Mapping,
  organizationSettingsSchema,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { FeedInput, FeedView, MappingInput } from '@eagle/contracts/rest';
import { isDeepStrictEqual } from 'node:util';
import type { FeedSealing } from './feed-sealing.js';
import type { StoredConfig, StoredFeed } from './stored-config.js';

/** The configuration of a new organization: nothing configured, all defaults. */
export function emptyConfig(organization: {
  readonly id: OrganizationId;
  readonly slug: string;
  readonly name: string;
  readonly enabled: boolean;
}): StoredConfig {
  return {
    organizationId: organization.id,
    slug: organization.slug,
    name: organization.name,
    enabled: organization.enabled,
    revision: 1,
    assets: [],
    tags: [],
    feed: null,
    mapping: null,
    rules: [],
    settings: organizationSettingsSchema.parse({}),
  };
}

/**
 * A feed as it is stored. Without a given password the stored one stays, but only for the same
 * account on the same server: otherwise anybody who may edit a feed could redirect the password to
 * another server.
 * @param at  Where the feed is in the body of the request.
 * @throws AppError `FEED.PASSWORD_REQUIRED` (invalid).
 */
export function storedFeed(
  input: FeedInput,
  current: StoredFeed | null,
  sealing: FeedSealing,
  at: '' | '/feed' = '',
): StoredFeed {
  const { password, ...rest } = input;
  const kept =
    current !== null && current.passwordSealed !== '' && isSameAccount(rest, current) ? current : null;
  if (password !== undefined) {
    // An unchanged password keeps its sealed text, so that storing the same feed twice changes
    // nothing.
    const isUnchanged = kept !== null && sealing.holds(kept, password);
    return { ...rest, passwordSealed: isUnchanged ? kept.passwordSealed : sealing.seal(rest, password) };
  }
  if (kept === null) {
    throw new AppError(
      'FEED.PASSWORD_REQUIRED',
      'Give the password: it is kept only for the same user of the same database on the same server.',
      { errors: [{ pointer: `${at}/password`, detail: 'required' }] },
    );
  }
  return { ...rest, passwordSealed: kept.passwordSealed };
}

const isSameAccount = (one: FeedAccount, other: FeedAccount): boolean =>
  one.host === other.host &&
  one.port === other.port &&
  one.user === other.user &&
  one.database === other.database;

/** The revision grows only when something in it changes. */
export function storedMapping(input: MappingInput, current: Mapping | null): Mapping {
  const kept = current === null ? null : { ...input, revision: current.revision };
  return kept !== null && isDeepStrictEqual(kept, current)
    ? kept
    : { ...input, revision: (current?.revision ?? 0) + 1 };
}

export function feedView(feed: StoredFeed): FeedView {
  const { passwordSealed, ...rest } = feed;
  return { ...rest, passwordSet: passwordSealed !== '' };
}
