import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useContext } from 'react';
import { useApi } from '../api/index.js';
import { LiveContext } from '../live/index.js';
import { Refused, SentenceDialog, unsentForms } from '../parts/index.js';
import { type Acting, enterOrganization, useSessionStore } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { useLeave } from './use-leave.js';

const REASON_CHARACTERS_MAX = 200;

interface VisitOverDialogProps {
  readonly acting: Acting;
}

export default function VisitOverDialog({ acting }: VisitOverDialogProps): ReactElement {
  const { t } = useTexts();
  const api = useApi();
  const session = useSessionStore();
  const live = useContext(LiveContext);
  const leave = useLeave();
  const organization = acting.organizationName;
  const keptAs = `${acting.organizationId} stay`;
  const enter = useMutation({
    mutationFn: (reason: string) => enterOrganization(api, acting.organizationId, reason),
    onSuccess: (next) => {
      unsentForms.forget(keptAs);
      session.act(next);
      live?.connectNow();
    },
  });
  return (
    <SentenceDialog
      title={t('frame.visit-over', { organization })}
      description={t('frame.visit-over.meaning', { reason: acting.reason })}
      verb={t('frame.visit-over.go-on')}
      label={t('frame.visit-over.reason')}
      missing={t('frame.visit-over.reason.missing')}
      cancel={t('frame.visit-over.leave')}
      charactersMax={REASON_CHARACTERS_MAX}
      keptAs={keptAs}
      isSending={enter.isPending}
      onWritten={(reason) => enter.mutate(reason)}
      onClose={() => leave(acting)}
    >
      <Refused error={enter.error} otherwise={t('frame.visit-over.failed')} />
    </SentenceDialog>
  );
}
