import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Button, Empty, Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';

/** A page that threw: the frame around it goes on. */
export function PageFailed({ reset }: ErrorComponentProps): ReactElement {
  const { t } = useTexts();
  return (
    <Page title={t('states.page-failed')}>
      <Empty
        title={t('states.page-failed.meaning')}
        action={<Button onClick={reset}>{t('states.reload')}</Button>}
      />
    </Page>
  );
}
