import type { ReactElement } from 'react';
import { siteUpdates, useNewVersion } from '../offline/index.js';
import { Banner, Button } from '../parts/index.js';
import { useTexts } from '../texts/index.js';

/** A new version never comes under a hand: by the button, or when nobody would notice. */
export function NewVersion(): ReactElement | null {
  const { t } = useTexts();
  const isReady = useNewVersion();
  if (!isReady) return null;
  return (
    <Banner
      icon="info"
      title={t('frame.new-version')}
      action={<Button onClick={() => siteUpdates.load()}>{t('frame.new-version.load')}</Button>}
    >
      {t('frame.new-version.meaning')}
    </Banner>
  );
}
