import type { ReactElement } from 'react';
import { Button, Dialog, Refused } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { DifferenceTable } from './difference-table.js';
import type { Draft } from './draft.js';
import type { Difference } from './values/differences.js';

interface ReviewDialogProps {
  readonly draft: Draft;
  readonly differences: readonly Difference[];
}

/** Shows the difference before anything is saved. */
export function ReviewDialog({ draft, differences }: ReviewDialogProps): ReactElement | null {
  const { t } = useTexts();
  const { stage } = draft;
  if (stage.kind !== 'reviewing') return null;
  const title = t('drafts.save.title', { count: differences.length });
  return (
    <Dialog
      isOpen
      isWide
      onClose={draft.close}
      title={title}
      description={t('drafts.save.meaning')}
      actions={
        <>
          <Button onClick={draft.close}>{t('states.cancel')}</Button>
          <Button look="primary" disabled={stage.isSaving} onClick={draft.save}>
            {t('drafts.save')}
          </Button>
        </>
      }
    >
      <DifferenceTable field={draft.field} differences={differences} label={title} />
      <Refused error={stage.error} otherwise={t('drafts.save.failed')} />
    </Dialog>
  );
}
