import { type FormEvent, type ReactElement, useId, useState } from 'react';
import type { Person } from '../../api/index.js';
import { Button, Dialog, Refused, TextField, useToast, useUnsent } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { mistakeAt } from '../person-fields.js';
import { nameOf } from './people-list.js';
import { useChangePerson } from './use-people.js';

const NAME_CHARACTERS_MAX = 120;

interface ChangeDialogProps {
  readonly organizationId: string | null;
  readonly kind: 'rename' | 'set-password';
  readonly person: Person;
  readonly onClose: () => void;
}

/** Gives a person another name, or a new password that the admin passes on. */
export function ChangeDialog({ organizationId, kind, person, onClose }: ChangeDialogProps): ReactElement {
  const { t, sentences } = useTexts();
  const toast = useToast();
  const formId = useId();
  const change = useChangePerson(organizationId);
  const renaming = useUnsent(`people rename ${person.id}`, { name: person.name });
  const [password, setPassword] = useState('');
  const name = nameOf(person);
  const field = kind === 'rename' ? 'name' : 'password';
  const mistake = mistakeAt(change.error, `/${field}`, sentences);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(
      { userId: person.id, change: kind === 'rename' ? { name: renaming.typed.name.trim() } : { password } },
      {
        onSuccess: () => {
          if (kind === 'rename') renaming.sent();
          onClose();
          toast({ text: t(`people.${kind}.done`, { name }) });
        },
      },
    );
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(`people.${kind}.title`, { name })}
      description={kind === 'set-password' ? t('people.set-password.meaning') : undefined}
      actions={
        <>
          <Button onClick={onClose}>{t('states.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} disabled={change.isPending}>
            {t(`people.${kind}`)}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        {kind === 'rename' ? (
          <TextField
            label={t('people.name')}
            value={renaming.typed.name}
            maxLength={NAME_CHARACTERS_MAX}
            mistake={mistake}
            onChange={(event) => renaming.change({ name: event.target.value })}
          />
        ) : (
          <TextField
            label={t('people.new-password')}
            hint={t('people.password.hint')}
            type="text"
            className="mono"
            autoComplete="off"
            spellCheck={false}
            required
            value={password}
            mistake={mistake}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </form>
      {mistake === undefined ? <Refused error={change.error} otherwise={t('people.change-failed')} /> : null}
    </Dialog>
  );
}
