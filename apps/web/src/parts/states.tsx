import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import { ApiProblem } from '../api/index.js';
import { useTexts } from '../texts/index.js';
import { Button } from './button.js';
import { CopyButton } from './copy-button.js';

const LINES_AFTER_MS = 300;
const LINES_MAX = 8;

interface LoadingProps {
  readonly lines?: number;
  /** Inside of a list, which says by `aria-busy` that more comes. */
  readonly isInList?: boolean;
}

/** Grey lines where rows will be, after a moment; never a spinner over content. */
export function Loading({ lines = LINES_MAX, isInList = false }: LoadingProps): ReactElement {
  const { t } = useTexts();
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), LINES_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="state-loading" {...(isInList ? { 'aria-hidden': true } : { role: 'status' })}>
      <span className="sr">{t('states.loading')}</span>
      {isLate
        ? Array.from({ length: lines }, (_, line) => <div key={line} className="line" aria-hidden="true" />)
        : null}
    </div>
  );
}

interface EmptyProps {
  /** What would be here, and the last that was. */
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

export function Empty({ title, children, action }: EmptyProps): ReactElement {
  return (
    <div className="state-empty">
      <p className="medium">{title}</p>
      {children === undefined ? null : <div className="t2">{children}</div>}
      {action}
    </div>
  );
}

interface FilteredToNothingProps {
  /** In words: `asset = Line 2, priority = low`. */
  readonly filters: string;
  readonly onClear: () => void;
}

export function FilteredToNothing({ filters, onClear }: FilteredToNothingProps): ReactElement {
  const { t } = useTexts();
  return (
    <Empty
      title={t('states.filtered-to-nothing', { filters })}
      action={<Button onClick={onClear}>{t('states.clear-filters')}</Button>}
    />
  );
}

interface FailedProps {
  readonly error: unknown;
  readonly onTryNow?: () => void;
}

/** One sentence, and the number by which the platform knows the request. The rest of the page stays. */
export function Failed({ error, onTryNow }: FailedProps): ReactElement {
  const { t, sentences } = useTexts();
  const problem = error instanceof ApiProblem ? error : null;
  return (
    <div className="state-failed" role="alert">
      <p className="medium">{t('states.failed')}</p>
      {problem === null ? null : <p className="t2">{sentences.refusal(problem)}</p>}
      {problem?.correlationId == null ? null : (
        <p className="t3">
          {t('states.correlation', { id: problem.correlationId })} <CopyButton text={problem.correlationId} />
        </p>
      )}
      {onTryNow === undefined ? null : <Button onClick={onTryNow}>{t('states.try-now')}</Button>}
    </div>
  );
}
