import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { NoView } from './no-view.js';
import { Wall } from './wall.js';

const route = getRouteApi('/wall/$view');

/** The alerts alone; other walls show something beside them. */
export function AlarmsWallPage(): ReactElement {
  const { view } = route.useParams();
  return view === 'alarms' ? <Wall /> : <NoView />;
}
