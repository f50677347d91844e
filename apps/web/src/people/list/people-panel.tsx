import { type ReactElement, useMemo, useState } from 'react';
import { Empty, Failed, FilteredToNothing, Loading } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { findPeople, inOrder } from './people-list.js';
import { PeopleTable } from './people-table.js';
import type { PersonStep } from './person-step.js';
import { StepDialog } from './step-dialog.js';
import { usePeople } from './use-people.js';

interface PeoplePanelProps {
  /** Null: the super-admins of the platform. */
  readonly organizationId: string | null;
  readonly label: string;
  readonly find: string;
  readonly onClear: () => void;
}

/** Everybody who is found, and the dialog of what is done with one of them. */
export function PeoplePanel({ organizationId, label, find, onClear }: PeoplePanelProps): ReactElement {
  const { t, language } = useTexts();
  const people = usePeople(organizationId);
  const [step, setStep] = useState<PersonStep | null>(null);
  const all = people.data;
  const found = useMemo(() => inOrder(findPeople(all ?? [], find), language), [all, find, language]);
  if (all === undefined) {
    return people.error === null ? (
      <Loading />
    ) : (
      <Failed error={people.error} onTryNow={() => void people.refetch()} />
    );
  }
  return (
    <>
      {people.error === null ? null : <Failed error={people.error} onTryNow={() => void people.refetch()} />}
      {all.length === 0 ? <Empty title={t('people.none')} /> : null}
      {all.length > 0 && found.length === 0 ? (
        <FilteredToNothing filters={t('people.filter', { find })} onClear={onClear} />
      ) : null}
      {found.length === 0 ? null : (
        <>
          <PeopleTable label={label} people={found} onStep={setStep} />
          <p className="list-end t3">
            {t('people.end', {
              count: found.length,
              disabled: found.filter(({ enabled }) => !enabled).length,
            })}
          </p>
        </>
      )}
      {step === null ? null : (
        <StepDialog organizationId={organizationId} step={step} onClose={() => setStep(null)} />
      )}
    </>
  );
}
