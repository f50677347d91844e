import { type FormEvent, type ReactElement, useId } from 'react';
import { Button, CopyButton, Dialog, Field, Refused, Segmented, useUnsent } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import { mistakeAt, PersonFields } from '../person-fields.js';
import { invitationLink } from './invitation-link.js';
import { type Invited, useInvite } from './use-invitations.js';

const ROLES = ['OPERATOR', 'ADMIN'] as const;
const FIELDS = ['/email', '/name'] as const;
const NOBODY = { email: '', name: '', role: 'OPERATOR' };
const TICK_MS = 60_000;

interface InviteDialogProps {
  readonly organizationId: string;
  readonly onClose: () => void;
}

/** Asks for the person, then shows the link for them: once, since the platform keeps no token. */
export function InviteDialog({ organizationId, onClose }: InviteDialogProps): ReactElement {
  const { t, sentences } = useTexts();
  const formId = useId();
  const invite = useInvite(organizationId);
  const { typed, change, sent } = useUnsent(`${organizationId} people invite`, NOBODY);
  const person = { ...typed, role: ROLES.find((each) => each === typed.role) ?? 'OPERATOR' };
  if (invite.data !== undefined) return <LinkDialog invited={invite.data} onClose={onClose} />;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    invite.mutate(person, { onSuccess: sent });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('people.invite.title')}
      description={t('people.invite.meaning')}
      actions={
        <>
          <Button onClick={onClose}>{t('states.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} disabled={invite.isPending}>
            {t('people.invite')}
          </Button>
        </>
      }
    >
      <form id={formId} className="people-form" onSubmit={submit}>
        <PersonFields person={person} error={invite.error} onChange={change} />
        <div className="form-field">
          <span className="medium">{t('people.role')}</span>
          <span>
            <Segmented
              label={t('people.role')}
              value={person.role}
              segments={ROLES.map((role) => ({ value: role, label: t('frame.role', { role }) }))}
              onChoose={(role) => change({ role })}
            />
          </span>
          <p className="t3 hint">{t(`people.role.${person.role}`)}</p>
        </div>
      </form>
      {FIELDS.every((pointer) => mistakeAt(invite.error, pointer, sentences) === undefined) ? (
        <Refused error={invite.error} otherwise={t('people.change-failed')} />
      ) : null}
    </Dialog>
  );
}

interface LinkDialogProps {
  readonly invited: Invited;
  readonly onClose: () => void;
}

function LinkDialog({ invited, onClose }: LinkDialogProps): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  const link = invitationLink(document.baseURI, invited.token);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('people.invited.title', { email: invited.email })}
      description={t('people.invited.meaning', {
        until: plantTime.short(Date.parse(invited.expiresAt), now),
      })}
      actions={
        <>
          <Button onClick={onClose}>{t('states.close')}</Button>
          <CopyButton text={link} look="primary" />
        </>
      }
    >
      <Field label={t('people.invited.link')}>
        {(ids) => (
          <input
            {...ids}
            className="input mono"
            readOnly
            value={link}
            onFocus={(event) => event.target.select()}
          />
        )}
      </Field>
    </Dialog>
  );
}
