import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Empty, Page } from '../parts/index.js';
import { useSession } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import type { Audience } from './feature.js';

interface NoRightProps {
  readonly audience: Exclude<Audience, 'everybody'>;
}

/** By its address only: the page is in nobody's navigation who may not open it. */
export function NoRight({ audience }: NoRightProps): ReactElement {
  const { t } = useTexts();
  const { role } = useSession();
  return (
    <Page title={t('states.no-right', { who: t(`states.no-right.${audience}`) })}>
      <Empty
        title={t('states.no-right.meaning', { role: t('frame.role', { role }) })}
        action={<Link to="/">{t('states.not-found.home')}</Link>}
      />
    </Page>
  );
}
