import { feedAccount, type FeedAccount } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import { isUnboundSecret, openSecret, openUnboundSecret, sealSecret, type Secret } from '@eagle/service-kit';
import type { StoredFeed } from './stored-config.js';

/** How the password of one organization's feed is kept: sealed for its account, see `feedAccount`. */
export class FeedSealing {
  constructor(
    private readonly organizationId: OrganizationId,
    private readonly secretsKey: Secret,
  ) {}

  seal(account: FeedAccount, password: string): string {
    return sealSecret(password, this.secretsKey.reveal(), feedAccount(this.organizationId, account));
  }

  /** Whether a stored feed has this very password. False where what is stored cannot be opened. */
  holds(feed: StoredFeed, password: string): boolean {
    try {
      const context = feedAccount(this.organizationId, feed);
      return openSecret(feed.passwordSealed, this.secretsKey.reveal(), context) === password;
    } catch {
      return false; // Sealed under a key that is gone: whatever is given replaces it.
    }
  }

  /**
   * A feed whose password was sealed before passwords were bound to an account, sealed anew; without one where it cannot be opened.
   * @param onUnopened  Told why the password is given up.
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
