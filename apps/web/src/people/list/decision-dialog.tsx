import type { ReactElement } from 'react';
import type { Person } from '../../api/index.js';
import { Button, Dialog, Refused, useToast } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { nameOf } from './people-list.js';
import { CHANGES, type Decision, OPPOSITE } from './person-step.js';
import { useChangePerson } from './use-people.js';

interface DecisionDialogProps {
  readonly organizationId: string | null;
  readonly kind: Decision;
  readonly person: Person;
  readonly onClose: () => void;
}

/** Says what follows. There is no undo; the opposite is offered afterwards. */
export function DecisionDialog({ organizationId, kind, person, onClose }: DecisionDialogProps): ReactElement {
  const { t } = useTexts();
  const toast = useToast();
  const change = useChangePerson(organizationId);
  const name = nameOf(person);
  const request = (decision: Decision) => ({ userId: person.id, change: CHANGES[decision] });
  const takeBack = (): void => {
    change.mutate(request(OPPOSITE[kind]), {
      onError: () => toast({ text: t('people.change-failed') }),
    });
  };
  const confirm = (): void => {
    change.mutate(request(kind), {
      onSuccess: () => {
        onClose();
        toast({
          text: t(`people.${kind}.done`, { name }),
          action: { label: t(`people.${kind}.opposite`), onAct: takeBack },
        });
      },
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(`people.${kind}.title`, { name })}
      description={t(`people.${kind}.meaning`)}
      actions={
        <>
          <Button onClick={onClose}>{t('states.cancel')}</Button>
          <Button
            look={kind === 'disable' ? 'destructive' : 'primary'}
            disabled={change.isPending}
            onClick={confirm}
          >
            {t(`people.${kind}`)}
          </Button>
        </>
      }
    >
      <Refused error={change.error} otherwise={t('people.change-failed')} />
    </Dialog>
  );
}
