import type { ReactElement } from 'react';
import { ApiProblem } from '../api/index.js';
import { useTexts } from '../texts/index.js';

interface RefusedProps {
  /** Null: nothing was refused. */
  readonly error: Error | null;
  /** What is said where the platform gave no reason. */
  readonly otherwise: string;
}

/** Why an act was refused, in the dialog that asked for it. */
export function Refused({ error, otherwise }: RefusedProps): ReactElement | null {
  const { sentences } = useTexts();
  if (error === null) return null;
  return (
    <p role="alert" className="medium">
      {error instanceof ApiProblem ? sentences.refusal(error) : otherwise}
    </p>
  );
}
