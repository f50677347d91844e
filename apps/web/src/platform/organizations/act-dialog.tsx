import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { type Organization, useApi } from '../../api/index.js';
import { Refused, SentenceDialog, unsentForms } from '../../parts/index.js';
import { enterOrganization, useSessionStore } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import type { Destination } from './organization-step.js';

const REASON_CHARACTERS_MAX = 200;

interface ActDialogProps {
  readonly organization: Organization;
  readonly to: Destination;
  readonly onClose: () => void;
  readonly onEntered?: () => void;
}

/** Nobody comes into an organization by accident: it takes a reason, and ends by itself. */
export function ActDialog({ organization, to, onClose, onEntered }: ActDialogProps): ReactElement {
  const { t } = useTexts();
  const api = useApi();
  const session = useSessionStore();
  const navigate = useNavigate();
  const keptAs = `${organization.id} enter`;
  const enter = useMutation({
    mutationFn: (reason: string) => enterOrganization(api, organization.id, reason),
    onSuccess: (acting) => {
      unsentForms.forget(keptAs);
      session.act(acting);
      onEntered?.();
      void navigate({ to });
    },
  });
  return (
    <SentenceDialog
      title={t('platform.act.title', { organization: organization.name })}
      description={t('platform.act.meaning')}
      verb={t('platform.act')}
      label={t('platform.act.reason')}
      missing={t('platform.act.reason.missing')}
      charactersMax={REASON_CHARACTERS_MAX}
      keptAs={keptAs}
      isSending={enter.isPending}
      onWritten={(reason) => enter.mutate(reason)}
      onClose={onClose}
    >
      <Refused error={enter.error} otherwise={t('platform.change-failed')} />
    </SentenceDialog>
  );
}
