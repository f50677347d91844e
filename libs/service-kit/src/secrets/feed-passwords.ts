import { feedAccount, type FeedAccount, type FeedCredentials } from '@eagle/contracts/bus';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import type { Secret } from '../config/secret.js';
import { openSecret } from './sealed-secret.js';

/** The store of sealed passwords: the `feed-credentials` bucket. */
export interface CredentialsBucket {
  get(key: string): Promise<{ readonly value: FeedCredentials } | null>;
}

/** Opens the passwords of feeds, each only for the organization and account it was given for. */
export class FeedPasswords {
  constructor(
    private readonly bucket: CredentialsBucket,
    private readonly secretsKey: Secret,
  ) {}

  /**
   * The stored password, read again each time, because it may have changed a moment ago.
   * @throws AppError `FEED.PASSWORD_UNKNOWN` (invalid) where none is stored for this account, or
   * none that can be opened.
   */
  async stored(organizationId: OrganizationId, feed: FeedAccount): Promise<string> {
    const entry = await this.bucket.get(organizationId);
    if (entry === null) throw unknownPassword(feed);
    return this.open(organizationId, feed, entry.value.passwordSealed);
  }

  /**
   * @throws AppError `FEED.PASSWORD_UNKNOWN` (invalid) where the text was sealed for another
   * organization or account.
   */
  open(organizationId: OrganizationId, feed: FeedAccount, passwordSealed: string): string {
    try {
      return openSecret(passwordSealed, this.secretsKey.reveal(), feedAccount(organizationId, feed));
    } catch (error) {
      throw unknownPassword(feed, error);
    }
  }
}

function unknownPassword({ host, port, user, database }: FeedAccount, cause?: unknown): AppError {
  const message = `No password that can be opened is stored for user "${user}" of database "${database}" at ${host}:${port}: give the feed's password again.`;
  return new AppError('FEED.PASSWORD_UNKNOWN', message, {}, { cause });
}
