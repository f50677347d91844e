import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import {
  type Difference,
  DifferenceTable,
  type Draft,
  DraftBar,
  fieldOf,
  MistakeSummary,
  type Part,
  useDraft,
  valueOf,
} from '../../drafts/index.js';
import { Button, Dialog, Panel, useToast } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { isAtHistory, PART_PAGES } from './part-pages.js';
import type { WholeRevision } from './use-revisions.js';

/** More rows than anybody reads would hold up the page. */
const ROWS_MAX = 200;

interface PartDifferenceProps {
  readonly part: Part;
  readonly differences: readonly Difference[];
  readonly whole: WholeRevision;
  /** Whether the part is another one now. */
  readonly differsFromNow: boolean;
}

/** One part of a revision: its differences, and the way to have it again. */
export function PartDifference({
  part,
  differences,
  whole,
  differsFromNow,
}: PartDifferenceProps): ReactElement {
  const { t } = useTexts();
  const { draft } = useDraft(part);
  const title = t(`revisions.part.${part}`);
  const more = differences.length - ROWS_MAX;
  const isSavedHere = PART_PAGES[part] === undefined;
  return (
    <Panel
      title={title}
      subtitle={t('revisions.differs', { count: differences.length })}
      actions={
        differsFromNow ? (
          draft !== null && <BringBack part={part} title={title} whole={whole} draft={draft} />
        ) : (
          <span className="t3">{t('revisions.bring-back.same', { part: title })}</span>
        )
      }
    >
      {draft === null || !isSavedHere ? null : <MistakeSummary draft={draft} />}
      <DifferenceTable field={fieldOf(part)} differences={differences.slice(0, ROWS_MAX)} label={title} />
      {more > 0 ? <p className="t3">{t('revisions.more-differences', { count: more })}</p> : null}
      {draft === null || !isSavedHere ? null : <DraftBar draft={draft} staysAt={isAtHistory} />}
    </Panel>
  );
}

interface BringBackProps {
  readonly part: Part;
  readonly title: string;
  readonly whole: WholeRevision;
  readonly draft: Draft;
}

/** Opens the part as it was then as a draft: nothing changes until that is saved. */
function BringBack({ part, title, whole, draft }: BringBackProps): ReactElement | null {
  const { t } = useTexts();
  const navigate = useNavigate();
  const toast = useToast();
  const [isAsking, setIsAsking] = useState(false);
  const value = valueOf(part, whole.config);
  // What was not configured then cannot be saved: no change takes a feed away.
  if (value === null) return null;
  const page = PART_PAGES[part];
  const revision = String(whole.revision);
  const bringBack = (): void => {
    setIsAsking(false);
    draft.replace(value);
    toast({ text: t('revisions.brought-back', { part: title, revision }) });
    if (page !== undefined) void navigate({ to: page });
  };
  return (
    <>
      <Button
        title={t('revisions.bring-back.meaning')}
        aria-label={t('revisions.bring-back-of', { part: title, revision })}
        onClick={() => (draft.isChanged ? setIsAsking(true) : bringBack())}
      >
        {t('revisions.bring-back')}
      </Button>
      <Dialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('revisions.bring-back-of', { part: title, revision })}
        description={t('revisions.bring-back.over', { part: title })}
        actions={
          <>
            <Button onClick={() => setIsAsking(false)}>{t('states.cancel')}</Button>
            <Button look="destructive" onClick={bringBack}>
              {t('revisions.bring-back')}
            </Button>
          </>
        }
      />
    </>
  );
}
