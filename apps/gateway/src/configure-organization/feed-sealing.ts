import { feedAccount, type FeedAccount } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import { isUnboundSecret, openSecret, openUnboundSecret, sealSecret, type Secret } from '@eagle/service-kit';
import type { StoredFeed } from './stored-config.js';

/** Seals the password of one organization's feed for its account, see `feedAccount`. */
export class FeedSealing {
  constructor(
    private readonly organizationId: OrganizationId,
    private readonly secretsKey: Secret,
  ) {}

  seal(account: FeedAccount, password: string): string {
    return sealSecret(password, this.secretsKey.reveal(), feedAccount(this.organizationId, account));
  }

  /** Whether a stored feed has this password. False where the stored one cannot be opened. */
  holds(feed: StoredFeed, password: string): boolean {
    try {
      const context = feedAccount(this.organizationId, feed);
      return openSecret(feed.passwordSealed, this.secretsKey.reveal(), context) === password;
    } catch {
      return false; // Sealed under a key that is gone: the given password replaces it.
    }
  }

  /**
   * Seals the password of a feed anew where it was sealed before passwords were bound to an
   * account. Removes it where it cannot be opened.
   * @param onUnopened  Gets the reason why the password is removed.
   */
  rebound(feed: StoredFeed, onUnopened: (error: unknown) => void): StoredFeed {
    if (!isUnboundSecret(feed.passwordSealed)) return feed;
    try {
      const password = openUnboundSecret(feed.passwordSealed, this.secretsKey.reveal());
      return { ...feed, passwordSealed: this.seal(feed, password) };
    } catch (error) {
      onUnopened(error);
      return { ...feed, passwordSealed: '' };
    }
  }
}
