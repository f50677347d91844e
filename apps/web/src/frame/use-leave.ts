import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { ApiProblem, useApi } from '../api/index.js';
import { useToast } from '../parts/index.js';
import { type Acting, leaveOrganization, useSessionStore } from '../session/index.js';
import { useTexts } from '../texts/index.js';

/** Leaves an organization here in any case; where the platform does not answer, the visit ends by its age. */
export function useLeave(): (acting: Acting) => void {
  const api = useApi();
  const session = useSessionStore();
  const navigate = useNavigate();
  const toast = useToast();
  const { t } = useTexts();
  return useCallback(
    (acting) => {
      leaveOrganization(api, acting.organizationId).catch((error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        toast({ text: t('frame.acting.not-left', { organization: acting.organizationName }) });
      });
      session.act(null);
      void navigate({ to: '/platform' });
    },
    [api, session, navigate, toast, t],
  );
}
