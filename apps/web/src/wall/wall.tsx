import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactElement, useEffect } from 'react';
import { OrganizationScope, VisitOver } from '../frame/index.js';
import { Empty } from '../parts/index.js';
import { useTheme } from '../preferences/index.js';
import { useSession } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { AlarmWall } from './alarm-wall.js';

const route = getRouteApi('/wall/$view');

/** What a large screen shows for everybody in the room: read only. */
export function WallPage(): ReactElement {
  const { t } = useTexts();
  const { view } = route.useParams();
  const { organizationId } = useSession();
  useTheme(true);
  useEffect(() => {
    document.documentElement.dataset['density'] = 'wall';
    document.title = `${t('wall.title')} · Eagle Notifier`;
    return () => {
      delete document.documentElement.dataset['density'];
    };
  }, [t]);
  if (view !== 'alarms' || organizationId === null) {
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
  return (
    <OrganizationScope>
      <AlarmWall />
      <VisitOver />
    </OrganizationScope>
  );
}
