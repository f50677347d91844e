import { type ReactElement, useEffect } from 'react';
import { OrganizationScope, VisitOver } from '../frame/index.js';
import { useTheme } from '../preferences/index.js';
import { useSession } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { AlarmWall, type WallProps } from './alarm-wall.js';
import { NoView } from './no-view.js';
import { useAwake } from './use-awake.js';

/** What a large screen shows for everybody in the room: read only. */
export function Wall({ above, beside }: WallProps): ReactElement {
  const { t } = useTexts();
  const { organizationId } = useSession();
  useTheme(true);
  useAwake();
  useEffect(() => {
    document.documentElement.dataset['density'] = 'wall';
    document.title = `${t('wall.title')} · Eagle Notifier`;
    return () => {
      delete document.documentElement.dataset['density'];
    };
  }, [t]);
  if (organizationId === null) return <NoView />;
  return (
    <OrganizationScope>
      <AlarmWall above={above} beside={beside} />
      <VisitOver />
    </OrganizationScope>
  );
}
