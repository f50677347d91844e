import { type ReactElement, useState } from 'react';
import { Empty, Failed, Loading, Page } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { LettersTable } from './dead-letters/letters-table.js';
import { useDeadLetters } from './health/use-dead-letters.js';
import { ActDialog } from './organizations/act-dialog.js';
import type { Glance } from './organizations/glance.js';
import { useOverview } from './organizations/use-overview.js';

/** Every message that no reader could use, and the way to send one again. */
export function DeadLettersPage(): ReactElement {
  const { t } = useTexts();
  const letters = useDeadLetters();
  const { rows } = useOverview();
  const [entering, setEntering] = useState<Glance['organization'] | null>(null);
  const organizations = new Map(rows?.map(({ glance: { organization } }) => [organization.id, organization]));
  return (
    <Page
      title={t('platform.dead-letters')}
      lead={<p className="t2">{t('platform.dead-letters.meaning')}</p>}
    >
      {letters.error === null ? null : (
        <Failed error={letters.error} onTryNow={() => void letters.refetch()} />
      )}
      {letters.data === undefined && letters.error === null ? <Loading /> : null}
      {letters.data?.length === 0 ? <Empty title={t('platform.dead-letters.none')} /> : null}
      {letters.data === undefined || letters.data.length === 0 ? null : (
        <LettersTable letters={letters.data} organizations={organizations} onEnter={setEntering} />
      )}
      {entering === null ? null : (
        <ActDialog
          organization={entering}
          to="/platform/dead-letters"
          onClose={() => setEntering(null)}
          onEntered={() => setEntering(null)}
        />
      )}
    </Page>
  );
}
