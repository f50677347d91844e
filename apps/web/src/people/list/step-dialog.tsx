import type { ReactElement } from 'react';
import { ChangeDialog } from './change-dialog.js';
import { DecisionDialog } from './decision-dialog.js';
import type { PersonStep } from './person-step.js';

interface StepDialogProps {
  readonly organizationId: string | null;
  readonly step: PersonStep;
  readonly onClose: () => void;
}

export function StepDialog({ organizationId, step, onClose }: StepDialogProps): ReactElement {
  const { kind, person } = step;
  return kind === 'rename' || kind === 'set-password' ? (
    <ChangeDialog organizationId={organizationId} kind={kind} person={person} onClose={onClose} />
  ) : (
    <DecisionDialog organizationId={organizationId} kind={kind} person={person} onClose={onClose} />
  );
}
