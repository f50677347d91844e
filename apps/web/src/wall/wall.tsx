import { type ReactElement, type ReactNode, useEffect } from 'react';
import { OrganizationScope, VisitOver } from '../frame/index.js';
import { Empty } from '../parts/index.js';
import { useTheme } from '../preferences/index.js';
import { useSession } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { AlarmWall } from './alarm-wall.js';
import { useAwake } from './use-awake.js';

export interface WallProps {
  /** Above the alerts, for example one asset now. */
  readonly above?: ReactNode;
  /** Beside the alerts, for example the fleet. */
  readonly beside?: ReactNode;
}

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
  if (organizationId === null) {
    return (
      <main className="wall">
        <Empty title={t('wall.no-view')} />
      </main>
    );
  }
  return (
    <OrganizationScope>
      <AlarmWall above={above} beside={beside} />
      <VisitOver />
    </OrganizationScope>
  );
}
