import type { ReactElement } from 'react';
import { Button, Dialog, Refused, useToast } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { nameOf } from '../list/people-list.js';
import { type Invitation, useWithdraw } from './use-invitations.js';

interface WithdrawDialogProps {
  readonly organizationId: string;
  readonly invitation: Invitation;
  readonly onClose: () => void;
}

export function WithdrawDialog({ organizationId, invitation, onClose }: WithdrawDialogProps): ReactElement {
  const { t } = useTexts();
  const toast = useToast();
  const withdraw = useWithdraw(organizationId);
  const name = nameOf(invitation);
  const confirm = (): void => {
    withdraw.mutate(invitation.id, {
      onSuccess: () => {
        onClose();
        toast({ text: t('people.withdraw.done', { name }) });
      },
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('people.withdraw.title', { name })}
      description={t('people.withdraw.meaning')}
      actions={
        <>
          <Button onClick={onClose}>{t('states.cancel')}</Button>
          <Button look="destructive" disabled={withdraw.isPending} onClick={confirm}>
            {t('people.withdraw')}
          </Button>
        </>
      }
    >
      <Refused error={withdraw.error} otherwise={t('people.change-failed')} />
    </Dialog>
  );
}
