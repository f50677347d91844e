import type { OrganizationConfig } from '@eagle/contracts/domain';

/**
 * Why no model can be trained with an organization's configuration, in one sentence; null when one
 * can.
 */
export function whyNotTrained({ enabled, feed, mapping, settings, tags }: OrganizationConfig): string | null {
  if (!enabled) return 'The organization is disabled.';
  if (feed === null) return 'No feed is configured yet.';
  if (mapping === null) return 'The columns of the feed are not mapped to tags yet.';
  if (!tags.some((tag) => tag.modelInput)) return 'No tag is marked as model input.';
  const { failures } = settings;
  if (failures.tags.length === 0 && !failures.records) {
    return 'Neither failure tags nor failure records define a failure; set one of them.';
  }
  return null;
}
