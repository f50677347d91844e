import type { ReactElement } from 'react';
import type { Organization } from '../../api/index.js';
import { Button, Dialog, Refused, useToast } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { type Enabling, useEnable } from './use-enable.js';

interface EnableDialogProps {
  readonly kind: Enabling;
  readonly organization: Organization;
  readonly onClose: () => void;
}

const OPPOSITE: Readonly<Record<Enabling, Enabling>> = { enable: 'disable', disable: 'enable' };

/** Says what follows. There is no undo; the opposite is offered afterwards. */
export function EnableDialog({ kind, organization, onClose }: EnableDialogProps): ReactElement {
  const { t } = useTexts();
  const toast = useToast();
  const enable = useEnable();
  const { name } = organization;
  const confirm = (): void => {
    enable.mutate(
      { kind, organizationId: organization.id },
      {
        onSuccess: () => {
          onClose();
          toast({
            text: t(`platform.${kind}.done`, { organization: name }),
            action: {
              label: t(`platform.${kind}.opposite`),
              onAct: () => enable.mutate({ kind: OPPOSITE[kind], organizationId: organization.id }),
            },
          });
        },
      },
    );
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(`platform.${kind}.title`, { organization: name })}
      description={t(`platform.${kind}.meaning`)}
      actions={
        <>
          <Button onClick={onClose}>{t('states.cancel')}</Button>
          <Button
            look={kind === 'disable' ? 'destructive' : 'primary'}
            disabled={enable.isPending}
            onClick={confirm}
          >
            {t(`platform.${kind}`)}
          </Button>
        </>
      }
    >
      <Refused error={enable.error} otherwise={t('platform.change-failed')} />
    </Dialog>
  );
}
