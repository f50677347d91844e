import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactElement, useId, useState } from 'react';
import type { Organization } from '../../api/index.js';
import { Button, Dialog, Field } from '../../parts/index.js';
import { useSessionStore } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { serverClock } from '../../time/index.js';
import type { Destination } from './organization-step.js';

const ACTING_MS = 3_600_000;
const REASON_CHARACTERS_MAX = 200;

interface ActDialogProps {
  readonly organization: Organization;
  readonly to: Destination;
  readonly onClose: () => void;
}

/** Nobody comes into an organization by accident: it takes a reason, and ends by itself. */
export function ActDialog({ organization, to, onClose }: ActDialogProps): ReactElement {
  const { t } = useTexts();
  const session = useSessionStore();
  const navigate = useNavigate();
  const formId = useId();
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const written = reason.trim();
    if (written === '') {
      setIsMissing(true);
      return;
    }
    session.act({
      organizationId: organization.id,
      organizationName: organization.name,
      reason: written,
      endsAt: serverClock.now() + ACTING_MS,
    });
    void navigate({ to });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('platform.act.title', { organization: organization.name })}
      description={t('platform.act.meaning')}
      actions={
        <>
          <Button onClick={onClose}>{t('states.cancel')}</Button>
          <Button look="primary" type="submit" form={formId}>
            {t('platform.act')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Field
          label={t('platform.act.reason')}
          mistake={isMissing ? t('platform.act.reason.missing') : undefined}
        >
          {(ids) => (
            <input
              {...ids}
              className="input"
              maxLength={REASON_CHARACTERS_MAX}
              value={reason}
              onChange={(event) => {
                setReason(event.target.value);
                setIsMissing(false);
              }}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
