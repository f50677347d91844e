import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Organization } from '../../api/index.js';
import { SentenceDialog } from '../../parts/index.js';
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
  const act = (reason: string): void => {
    session.act({
      organizationId: organization.id,
      organizationName: organization.name,
      reason,
      endsAt: serverClock.now() + ACTING_MS,
    });
    void navigate({ to });
  };
  return (
    <SentenceDialog
      title={t('platform.act.title', { organization: organization.name })}
      description={t('platform.act.meaning')}
      verb={t('platform.act')}
      label={t('platform.act.reason')}
      missing={t('platform.act.reason.missing')}
      charactersMax={REASON_CHARACTERS_MAX}
      onWritten={act}
      onClose={onClose}
    />
  );
}
