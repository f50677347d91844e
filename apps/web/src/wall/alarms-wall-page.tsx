import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Empty } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { Wall } from './wall.js';

const route = getRouteApi('/wall/$view');

/** The alerts alone; other walls show something beside them. */
export function AlarmsWallPage(): ReactElement {
  const { t } = useTexts();
  const { view } = route.useParams();
  return view === 'alarms' ? (
    <Wall />
  ) : (
    <main className="wall">
      <Empty title={t('wall.no-view')} />
    </main>
  );
}
