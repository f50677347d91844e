import { type ReactElement, useEffect, useMemo, useState } from 'react';
import { Button, Dialog, Icon } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import type { Draft } from './draft.js';
import { JoinDialog } from './join-dialog.js';
import { LeaveGuard } from './leave-guard.js';
import { ReviewDialog } from './review-dialog.js';
import { differencesBetween } from './values/differences.js';

interface DraftBarProps {
  readonly draft: Draft;
  /** Whether an address shows the same draft. Absent: no other page does. */
  readonly staysAt?: (pathname: string) => boolean;
}

const NOWHERE_ELSE = (): boolean => false;

/**
 * The foot of a page with a draft: what is not saved, where it is kept, and the way to save it. It
 * holds the dialogs of saving, and asks when somebody leaves.
 */
export function DraftBar({ draft, staysAt = NOWHERE_ELSE }: DraftBarProps): ReactElement | null {
  const { t } = useTexts();
  const [isDiscarding, setIsDiscarding] = useState(false);
  const { base, value, isChanged, keeping, newer, stage, close } = draft;
  // Another page shows the same draft: what was asked here is not asked there.
  useEffect(() => close, [close]);
  const differences = useMemo(() => differencesBetween(base, value), [base, value]);
  const count = differences.length;
  return (
    <>
      {isChanged ? (
        <div className="draft-bar" role="region" aria-label={t('drafts.changes', { count })}>
          <span className="medium">{t('drafts.changes', { count })}</span>
          <span className={keeping === 'browser' ? 't2' : 'medium'}>
            {keeping === 'browser' ? null : <Icon name="warning" size="small" />}{' '}
            {t(keeping === 'browser' ? 'drafts.kept' : 'drafts.not-kept')}
          </span>
          {newer === null ? null : <span>{t('drafts.newer', { revision: newer.revision })}</span>}
          <span className="grow" />
          <Button onClick={() => setIsDiscarding(true)}>{t('drafts.discard')}</Button>
          <Button look="primary" onClick={draft.review}>
            {t('drafts.review')}
          </Button>
        </div>
      ) : null}
      <ReviewDialog draft={draft} differences={differences} />
      {stage.kind === 'joining' && newer !== null ? <JoinDialog draft={draft} newer={newer} /> : null}
      <LeaveGuard draft={draft} count={count} staysAt={staysAt} />
      <Dialog
        isOpen={isDiscarding}
        onClose={() => setIsDiscarding(false)}
        title={t('drafts.discard.title', { count })}
        description={t('drafts.discard.meaning')}
        actions={
          <>
            <Button onClick={() => setIsDiscarding(false)}>{t('states.cancel')}</Button>
            <Button
              look="destructive"
              onClick={() => {
                setIsDiscarding(false);
                draft.discard();
              }}
            >
              {t('drafts.discard')}
            </Button>
          </>
        }
      />
    </>
  );
}
