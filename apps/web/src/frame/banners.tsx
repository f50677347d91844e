import { Link } from '@tanstack/react-router';
import { type ReactElement, useContext } from 'react';
import { LiveContext, useConnection, useFeedStatus, useLiveStore, useServingStatus } from '../live/index.js';
import { Banner, Button } from '../parts/index.js';
import { ActingBanner } from './acting-banner.js';
import { AnnounceAlerts } from './announce-alerts.js';
import { AwayNotice } from './away-notice.js';
import type { NavigationEntry } from './feature.js';
import { NewVersion } from './new-version.js';
import { useNavigation } from './navigation-context.js';
import { type TextKey, useTexts } from '../texts/index.js';
import { longAgeText, useNow, usePlantTime } from '../time/index.js';

const EVERY_MS = 60_000;
const AGE_EVERY_MS = 10_000;

/** What is wrong with the system itself, above everything; one line for each. */
export function Banners(): ReactElement {
  const isOfOrganization = useContext(LiveContext) !== null;
  if (!isOfOrganization) return <NewVersion />;
  return (
    <>
      <NewVersion />
      <ActingBanner />
      <AwayNotice />
      <AnnounceAlerts />
      <NotConnected />
      <FeedDown />
      <RulesOnly />
    </>
  );
}

function NotConnected(): ReactElement | null {
  const { t } = useTexts();
  const connection = useConnection();
  const live = useLiveStore();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  if (connection.kind !== 'not-connected') return null;
  return (
    <Banner
      icon="warning"
      title={t('frame.not-connected', { since: plantTime.short(connection.since, now) })}
      action={<Button onClick={() => live.connectNow()}>{t('states.try-now')}</Button>}
    >
      {t('frame.not-connected.meaning')}
    </Banner>
  );
}

/** The sentence of the platform says what to do. */
function FeedDown(): ReactElement | null {
  const { t, sentences } = useTexts();
  const feed = useFeedStatus();
  const connection = useConnection();
  const plantTime = usePlantTime();
  const now = useNow(AGE_EVERY_MS);
  // Without a connection nobody knows the state of the feed.
  if (feed?.state !== 'down' || connection.kind !== 'connected') return null;
  const since = feed.newestEventAt;
  return (
    <Banner
      icon="plug"
      title={
        since === null
          ? t('frame.feed-never')
          : t('frame.feed-down', {
              since: plantTime.short(Date.parse(since), now),
              age: longAgeText(now - Date.parse(since)),
            })
      }
      action={<PageLink to="/feeds" label="frame.feed-details" />}
    >
      {sentences.feed(feed)}
    </Banner>
  );
}

function RulesOnly(): ReactElement | null {
  const { t, sentences } = useTexts();
  const serving = useServingStatus();
  const connection = useConnection();
  if (serving?.state !== 'rules-only' || connection.kind !== 'connected') return null;
  return (
    <Banner
      icon="cube"
      title={t('frame.rules-only')}
      action={<PageLink to="/models" label="frame.model-details" />}
    >
      {sentences.serving(serving)}
    </Banner>
  );
}

interface PageLinkProps {
  readonly to: NavigationEntry['to'];
  readonly label: TextKey & ('frame.feed-details' | 'frame.model-details');
}

/** For those who may open the page. */
function PageLink({ to, label }: PageLinkProps): ReactElement | null {
  const { t } = useTexts();
  const isOpenToThem = useNavigation().some((entry) => entry.to === to);
  if (!isOpenToThem) return null;
  return (
    <Link className="btn" to={to}>
      {t(label)}
    </Link>
  );
}
