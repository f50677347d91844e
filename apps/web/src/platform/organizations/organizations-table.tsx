import type { ReactElement } from 'react';
import { useTexts } from '../../texts/index.js';
import { OrganizationRow } from './organization-row.js';
import type { Step } from './organization-step.js';
import type { OverviewRow } from './overview.js';

interface OrganizationsTableProps {
  readonly rows: readonly OverviewRow[];
  readonly onStep: (step: Step) => void;
}

export function OrganizationsTable({ rows, onStep }: OrganizationsTableProps): ReactElement {
  const { t } = useTexts();
  return (
    <div className="panel organizations">
      <table aria-label={t('platform.title')}>
        <thead>
          <tr>
            <th scope="col">{t('platform.organization')}</th>
            <th scope="col" className="num assets">
              {t('platform.assets')}
            </th>
            <th scope="col" className="feed">
              {t('platform.feed')}
            </th>
            <th scope="col" className="num rate">
              {t('platform.rows-per-second')}
            </th>
            <th scope="col" className="course-column">
              {t('platform.lag-hour')}
            </th>
            <th scope="col" className="num lag">
              {t('platform.lag')}
            </th>
            <th scope="col" className="model">
              {t('platform.model')}
            </th>
            <th scope="col" className="num warned" title={t('platform.warned.meaning')}>
              {t('platform.warned')}
            </th>
            <th scope="col" className="num errors">
              {t('platform.errors')}
            </th>
            <th scope="col" className="num rejected">
              {t('platform.rejected')}
            </th>
            <th scope="col" className="alerts">
              {t('platform.alerts')}
            </th>
            <th scope="col" className="more">
              <span className="sr">{t('platform.actions')}</span>
            </th>
          </tr>
        </thead>
        {rows.map((row) => (
          <OrganizationRow key={row.glance.organization.id} row={row} onStep={onStep} />
        ))}
      </table>
    </div>
  );
}
