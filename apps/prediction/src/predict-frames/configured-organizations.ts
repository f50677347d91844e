import { probabilityMinOf, type OrganizationConfig, type OrganizationId } from '@eagle/contracts/domain';
import type { LiveFeeds } from '../models/live-models.js';
import type { ShadowShares } from '../shadow/shadow-runner.js';
import type { PredictionThresholds } from './predict-frames.handler.js';

/** The configurations of the organizations, as far as predictions need them. */
export class ConfiguredOrganizations implements PredictionThresholds, LiveFeeds, ShadowShares {
  private readonly configs = new Map<
    OrganizationId,
    Pick<OrganizationConfig, 'enabled' | 'feed' | 'settings'>
  >();

  set({ organizationId, enabled, feed, settings }: OrganizationConfig): void {
    this.configs.set(organizationId, { enabled, feed, settings });
  }

  forget(organizationId: OrganizationId): void {
    this.configs.delete(organizationId);
  }

  isEnabled(organizationId: OrganizationId): boolean {
    return this.configs.get(organizationId)?.enabled === true;
  }

  has(organizationId: OrganizationId): boolean {
    const config = this.configs.get(organizationId);
    return config?.enabled === true && config.feed !== null;
  }

  /**
   * Share of the time, 0-1, in which the version in shadow runs; 1 until the configuration is
   * known.
   */
  shadowShare(organizationId: OrganizationId): number {
    return this.configs.get(organizationId)?.settings.shadow.share ?? 1;
  }

  probabilityMin(organizationId: OrganizationId, ofModel: number): number {
    const config = this.configs.get(organizationId);
    // Covers the moment between a frame and its organization's configuration.
    return config === undefined ? ofModel : probabilityMinOf(config.settings, ofModel);
  }
}
