import { setImmediate as nextTick } from 'node:timers/promises';
import { BUCKETS, type FeedCredentials } from '@eagle/contracts/bus';
import { AppError, type OrganizationConfig, type OrganizationId } from '@eagle/contracts/domain';
import type { Bucket, BucketEntry, Bus } from '@eagle/messaging';
import { BUS, Logger, Metrics } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { METRICS } from '../declared-metrics.js';
import { OrganizationRepository } from './organization.repository.js';
import { configDigest } from './config-digest.js';
import type { StoredConfig } from './stored-config.js';

const CONFLICTS_MAX = 5;

/**
 * Publishes stored configurations to all services through the `config` bucket. Sealed passwords of
 * feeds go through a separate bucket, only to the services that open feeds.
 */
@Injectable()
export class ConfigPublisher {
  private readonly configs: Bucket<OrganizationConfig>;
  private readonly credentials: Bucket<FeedCredentials>;
  private failed = false;

  constructor(
    @Inject(BUS) bus: Bus,
    @Inject(OrganizationRepository) private readonly organizations: OrganizationRepository,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {
    this.configs = bus.bucket(BUCKETS.config);
    this.credentials = bus.bucket(BUCKETS.feedCredentials);
  }

  /**
   * Publishes to the services. A failure does not undo the change, which is stored already:
   * `ConfigReconciler` publishes it again.
   */
  async publish(config: StoredConfig): Promise<void> {
    try {
      await this.bringUpTo(config);
    } catch (error) {
      this.failed = true;
      this.logger.warn({ error, organizationId: config.organizationId }, 'Configuration not published yet');
      this.metrics.counter(METRICS.configPublishFailures).inc();
    }
  }

  /** Whether a publication failed since the last call. */
  get hasFailed(): boolean {
    return this.failed;
  }

  takeFailure(): boolean {
    const { failed } = this;
    this.failed = false;
    return failed;
  }

  /**
   * Publishes a configuration unless it or a later one is there: another replica may have been
   * faster, and must not be set back. A later one that is not stored was forged and is replaced, as
   * is a value that is no configuration. The password goes first, so that readers of the
   * configuration find it.
   * @returns whether anything was written.
   */
  async bringUpTo(config: StoredConfig): Promise<boolean> {
    const { organizationId, revision, feed } = config;
    const passwordSealed = feed?.passwordSealed ?? '';
    const isPasswordNew =
      passwordSealed === ''
        ? await this.forget(organizationId)
        : await bringUpTo(
            this.credentials,
            { organizationId, revision, passwordSealed },
            async (reported) =>
              reported.passwordSealed === passwordSealed ||
              (reported.revision > revision && (await this.isStored(organizationId, reported.revision))),
          );
    const isConfigNew = await bringUpTo(this.configs, config, async (reported) =>
      reported.revision > revision
        ? await this.isStored(organizationId, reported.revision)
        : reported.revision === revision && configDigest(reported) === configDigest(config),
    );
    return isPasswordNew || isConfigNew;
  }

  /**
   * As `publish`, of an organization that is deleted: a failure is repeated by `ConfigReconciler`.
   */
  async withdrawDeleted(organizationId: OrganizationId): Promise<void> {
    try {
      await this.withdraw(organizationId);
    } catch (error) {
      this.failed = true;
      this.logger.warn(
        { error, organizationId },
        'Configuration of a deleted organization not withdrawn yet',
      );
      this.metrics.counter(METRICS.configPublishFailures).inc();
    }
  }

  async withdraw(key: string): Promise<void> {
    await this.configs.delete(key);
    await this.forget(key);
  }

  /** Whether the database has this revision. */
  private async isStored(organizationId: OrganizationId, revision: number): Promise<boolean> {
    const newest = await this.organizations.newestRevision(organizationId);
    return newest !== null && newest.revision >= revision;
  }

  private async forget(key: string): Promise<boolean> {
    if ((await entryOf(this.credentials, key)) === null) return false;
    await this.credentials.delete(key);
    return true;
  }
}

async function bringUpTo<Value extends OrganizationConfig | FeedCredentials>(
  bucket: Bucket<Value>,
  value: Value,
  isEnough: (reported: Value) => Promise<boolean>,
): Promise<boolean> {
  for (let attempt = 0; attempt < CONFLICTS_MAX; attempt += 1) {
    const entry = await entryOf(bucket, value.organizationId);
    // Reading a large one takes long, and so does writing it: the event loop serves others in
    // between.
    await nextTick();
    if (entry === 'broken') {
      await bucket.put(value.organizationId, value);
      return true;
    }
    if (entry !== null && (await isEnough(entry.value))) return false;
    try {
      await bucket.update(value.organizationId, value, entry?.revision ?? 0);
      return true;
    } catch (error) {
      if (!(error instanceof AppError && error.kind === 'conflict')) throw error;
    }
  }
  throw new AppError('CONFIG.PUBLISH_CONTENDED', 'Several callers change the configuration at once.');
}

/**
 * @returns `broken` where the stored value cannot be read: nobody can use it, and it must not stop
 *   the repair of the others.
 */
async function entryOf<Value>(
  bucket: Bucket<Value>,
  key: string,
): Promise<BucketEntry<Value> | 'broken' | null> {
  try {
    return await bucket.get(key);
  } catch (error) {
    const isBroken =
      error instanceof AppError &&
      (error.code === 'BUS.BUCKET_VALUE_INVALID' || error.code === 'BUS.BUCKET_VALUE_FORGED');
    if (isBroken) return 'broken';
    throw error;
  }
}
