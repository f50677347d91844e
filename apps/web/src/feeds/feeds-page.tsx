import type { ReactElement, ReactNode } from 'react';
import { Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { FeedTabs } from './feed-tabs.js';
import { QualityView } from './quality/quality-view.js';
import { RejectedView } from './rejected/rejected-view.js';
import { StatusView } from './status/status-view.js';

/** How the rows of a plant come: the state of its feed. */
export const FeedsPage = (): ReactElement => (
  <View>
    <StatusView />
  </View>
);

/** What could not be used, and why. */
export const RejectedPage = (): ReactElement => (
  <View>
    <RejectedView />
  </View>
);

/** How good the rest is, by tag and day, and the clock of the source. */
export const QualityPage = (): ReactElement => (
  <View>
    <QualityView />
  </View>
);

function View({ children }: { readonly children: ReactNode }): ReactElement {
  const { t } = useTexts();
  return (
    <Page title={t('feeds.title')} lead={<FeedTabs />}>
      {children}
    </Page>
  );
}
