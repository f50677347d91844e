import { BUCKETS } from '@eagle/contracts/bus';
import {
  AppError,
  type AppErrorCode,
  type AssetId,
  type OrganizationId,
  type TagName,
} from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { BUS } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { PublishedConfigs } from '../configure-organization/published-configs.js';

/** What an organization's configuration lets its people listen to. */
interface Signals {
  readonly assets: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
}

const NONE: Signals = { assets: new Set(), tags: new Set() };

/**
 * Assets and tags of the configurations that the services work by. A configuration may be large: it
 * is read once, and again after it has changed.
 */
@Injectable()
export class ConfiguredSignals {
  private readonly known = new Map<OrganizationId, Promise<Signals>>();

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(PublishedConfigs) private readonly published: PublishedConfigs,
  ) {}

  /**
   * @param listener  Called after each change of a configuration, with the key under which it is
   * published.
   */
  onChange(listener: (key: string) => void): void {
    this.published.onChange((key) => {
      for (const organizationId of this.known.keys()) {
        if (organizationId === key) this.known.delete(organizationId);
      }
      listener(key);
    });
  }

  /**
   * @throws AppError `TELEMETRY.ASSET_UNKNOWN`, `TELEMETRY.TAG_UNKNOWN` (not-found): not
   * configured, or the organization is disabled; the errors of `Bucket.get`.
   */
  async assertConfigured(
    organizationId: OrganizationId,
    assetId: AssetId,
    tags: readonly TagName[],
  ): Promise<void> {
    const signals = await this.of(organizationId);
    if (!signals.assets.has(assetId))
      throw refusal('TELEMETRY.ASSET_UNKNOWN', '/telemetry/assetId', `There is no asset ${assetId}.`);
    const unknown = tags.filter((tag) => !signals.tags.has(tag));
    if (unknown.length > 0)
      throw refusal('TELEMETRY.TAG_UNKNOWN', '/telemetry/tags', `There is no tag ${unknown.join(', ')}.`);
  }

  private async of(organizationId: OrganizationId): Promise<Signals> {
    await this.published.follow();
    for (;;) {
      const reading = this.known.get(organizationId) ?? this.read(organizationId);
      const signals = await reading;
      // A change during the read made it old.
      if (this.known.get(organizationId) === reading) return signals;
    }
  }

  private read(organizationId: OrganizationId): Promise<Signals> {
    const reading = this.bus
      .bucket(BUCKETS.config)
      .get(organizationId)
      .then((entry) => {
        if (entry?.value.enabled !== true) return NONE;
        const { assets, tags } = entry.value;
        return {
          assets: new Set<string>(assets.map(({ assetId }) => assetId)),
          tags: new Set<string>(tags.map(({ tag }) => tag)),
        };
      });
    this.known.set(organizationId, reading);
    // The caller has the error; the next one reads again.
    reading.catch(() => {
      if (this.known.get(organizationId) === reading) this.known.delete(organizationId);
    });
    return reading;
  }
}

/** A refusal that points at the part of the message that is wrong. */
const refusal = (code: AppErrorCode, pointer: string, detail: string): AppError =>
  new AppError(code, detail, { errors: [{ pointer, detail }] });
