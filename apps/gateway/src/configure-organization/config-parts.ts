import {
  AppError,
  type Feed,
  type FeedInput,
  type FeedView,
  type Mapping,
  type MappingInput,
  organizationSettingsSchema,
  type OrganizationConfig,
  type OrganizationId,
} from '@eagle/contracts';
import { isDeepStrictEqual } from 'node:util';

/** How SCADA passwords are kept. */
export interface Sealing {
  seal(plain: string): string;
  /** @throws AppError `SECRET.UNREADABLE`. */
  open(sealed: string): string;
}

/** What a new organization begins with: nothing configured, every default of the design. */
export function emptyConfig(organization: {
  readonly id: OrganizationId;
  readonly slug: string;
  readonly name: string;
  readonly enabled: boolean;
}): OrganizationConfig {
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
 * A feed as it is stored. The stored password stays where none is given, but only for the same account on the same server: otherwise
 * whoever may edit a feed could have the password sent to a server of their own.
 * @throws AppError `FEED.PASSWORD_REQUIRED` (invalid).
 */
export function storedFeed(input: FeedInput, current: Feed | null, sealing: Sealing): Feed {
  const { password, ...rest } = input;
  if (password !== undefined) return { ...rest, passwordSealed: sealed(password, current, sealing) };
  const isSameAccount =
    current !== null &&
    current.host === rest.host &&
    current.port === rest.port &&
    current.user === rest.user &&
    current.database === rest.database;
  if (!isSameAccount) {
    throw new AppError(
      'FEED.PASSWORD_REQUIRED',
      'invalid',
      'Give the password: it is kept only for the same user on the same server.',
      { errors: [{ pointer: '/password', detail: 'required' }] },
    );
  }
  return { ...rest, passwordSealed: current.passwordSealed };
}

/** An unchanged password keeps its sealed text, so that storing the same feed twice changes nothing. */
function sealed(password: string, current: Feed | null, sealing: Sealing): string {
  if (current !== null) {
    try {
      if (sealing.open(current.passwordSealed) === password) return current.passwordSealed;
    } catch {
      return sealing.seal(password); // Sealed under a key that is gone: the new one replaces it.
    }
  }
  return sealing.seal(password);
}

/** Its revision grows only when something in it changes. */
export function storedMapping(input: MappingInput, current: Mapping | null): Mapping {
  const kept = current === null ? null : { ...input, revision: current.revision };
  return kept !== null && isDeepStrictEqual(kept, current)
    ? kept
    : { ...input, revision: (current?.revision ?? 0) + 1 };
}

export function feedView(feed: Feed): FeedView {
  const { passwordSealed, ...rest } = feed;
  return { ...rest, passwordSet: passwordSealed !== '' };
}
