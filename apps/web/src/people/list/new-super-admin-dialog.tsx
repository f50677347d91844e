import { type FormEvent, type ReactElement, useId, useState } from 'react';
import { Button, Dialog, Refused, TextField, useToast, useUnsent } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { mistakeAt, PersonFields } from '../person-fields.js';
import { nameOf } from './people-list.js';
import { useCreateSuperAdmin } from './use-people.js';

const FIELDS = ['/email', '/name', '/password'] as const;

/** There are no invitations to the platform: who makes the account passes its password on. */
export function NewSuperAdminDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { t, sentences } = useTexts();
  const toast = useToast();
  const formId = useId();
  const create = useCreateSuperAdmin();
  const { typed, change, sent } = useUnsent('people new-super-admin', { email: '', name: '' });
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate(
      { ...typed, password },
      {
        onSuccess: (created) => {
          sent();
          onClose();
          toast({ text: t('people.new-super-admin.done', { name: nameOf(created) }) });
        },
      },
    );
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('people.new-super-admin')}
      description={t('people.new-super-admin.meaning')}
      actions={
        <>
          <Button onClick={onClose}>{t('states.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} disabled={create.isPending}>
            {t('people.new-super-admin.create')}
          </Button>
        </>
      }
    >
      <form id={formId} className="people-form" onSubmit={submit}>
        <PersonFields person={typed} error={create.error} onChange={change} />
        <TextField
          label={t('people.new-password')}
          hint={t('people.password.hint')}
          className="mono"
          autoComplete="off"
          spellCheck={false}
          required
          value={password}
          mistake={mistakeAt(create.error, '/password', sentences)}
          onChange={(event) => setPassword(event.target.value)}
        />
      </form>
      {FIELDS.every((pointer) => mistakeAt(create.error, pointer, sentences) === undefined) ? (
        <Refused error={create.error} otherwise={t('people.change-failed')} />
      ) : null}
    </Dialog>
  );
}
