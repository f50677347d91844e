import type { ReactElement } from 'react';
import { Button, Dialog } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';

interface DeleteDialogProps {
  readonly title: string;
  /** Alerts that stand, with this rule among their causes. */
  readonly standing: number;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

/** Says what becomes of the alerts that stand before a rule is taken out of the draft. */
export function DeleteDialog({ title, standing, onDelete, onClose }: DeleteDialogProps): ReactElement {
  const { t } = useTexts();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('rules.delete-of', { rule: title })}
      description={t('rules.delete.consequence', { count: standing })}
      actions={
        <>
          <Button onClick={onClose}>{t('states.cancel')}</Button>
          <Button look="destructive" onClick={onDelete}>
            {t('rules.delete')}
          </Button>
        </>
      }
    />
  );
}
