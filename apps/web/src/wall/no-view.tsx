import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Empty } from '../parts/index.js';
import { useTexts } from '../texts/index.js';

/** An address that no wall has, with the way back. */
export function NoView(): ReactElement {
  const { t } = useTexts();
  return (
    <main className="wall">
      <Empty
        title={t('wall.no-view')}
        action={
          <Link to="/" className="btn">
            {t('states.not-found.home')}
          </Link>
        }
      />
    </main>
  );
}
