import type { ReactElement } from 'react';
import { useFeedStatus } from '../live/index.js';
import { Chip } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { ageText, useNow } from '../time/index.js';
import { freshnessOf } from './freshness-of.js';
import { useOrganization } from './organization-context.js';

const EVERY_MS = 1_000;

/** Age of the newest scan that was read. */
export function Freshness(): ReactElement {
  const { t } = useTexts();
  const feed = useFeedStatus();
  const organization = useOrganization();
  const now = useNow(EVERY_MS);
  return (
    <Chip icon="live" title={t('frame.freshness')}>
      {textOf()}
    </Chip>
  );

  function textOf(): string {
    if (feed?.newestEventAt == null || organization === null) return t('frame.freshness.never');
    const ageMs = now - Date.parse(feed.newestEventAt);
    const freshness = freshnessOf(ageMs, organization.scanPeriodMs);
    return t(`frame.freshness.${freshness}`, { age: ageText(ageMs) });
  }
}
