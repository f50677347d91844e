import type { ReactElement } from 'react';
import { Button, Failed } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { longAgeText, useNow } from '../../time/index.js';
import type { Asking } from './use-asking.js';

const SHOWN_AFTER_MS = 2_000;
const EVERY_MS = 1_000;

interface WaitingProps {
  readonly asking: Asking;
  /** What is being done: "Testing the connection". */
  readonly what: string;
  readonly onTryNow?: () => void;
}

/** How long it takes already, a way to give up, and why it failed. */
export function Waiting({ asking, what, onTryNow }: WaitingProps): ReactElement | null {
  const { sinceMs, error, cancel } = asking;
  if (sinceMs !== null) return <Running what={what} sinceMs={sinceMs} onCancel={cancel} />;
  if (error === null) return null;
  return <Failed error={error} {...(onTryNow === undefined ? {} : { onTryNow })} />;
}

interface RunningProps {
  readonly what: string;
  readonly sinceMs: number;
  readonly onCancel: () => void;
}

function Running({ what, sinceMs, onCancel }: RunningProps): ReactElement {
  const { t } = useTexts();
  const ageMs = useNow(EVERY_MS) - sinceMs;
  return (
    <div className="onboarding-waiting row" role="status">
      <span>{what}</span>
      {ageMs < SHOWN_AFTER_MS ? null : <span className="t3">{longAgeText(ageMs)}</span>}
      <Button look="quiet" onClick={onCancel}>
        {t('states.cancel')}
      </Button>
    </div>
  );
}
