import { type ReactElement, useCallback, useEffect, useState } from 'react';
import { answer, useApi } from '../../api/index.js';
import { Button, Loading, SearchField } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { serverClock } from '../../time/index.js';
import { tableOf } from '../draft/draft.js';
import { missingParts, useAsking, Waiting } from '../../plant-source/index.js';
import { feedInput } from '../wizard.js';
import { useOrganizationWizard } from '../wizard-context.js';
import { PasswordAgain } from './password-field.js';
import { ReadingForm } from './reading-form.js';
import { StepFoot } from './step-foot.js';
import { TableList } from './table-list.js';

/** Which table holds the plant's rows, and how it is read. */
export function TablesStep(): ReactElement {
  const { t } = useTexts();
  const { draft, read, password } = useOrganizationWizard();
  const listing = useListing();
  const opening = useOpening();
  const [find, setFind] = useState('');
  const { tables } = draft;
  const { list } = listing;
  const isUnknown = tables === null && password !== '';
  useEffect(() => {
    if (isUnknown) list();
  }, [isUnknown, list]);
  const missing = read === null ? [] : missingParts(read.reading);
  return (
    <>
      <div className="onboarding-scroll">
        <PasswordAgain />
        <Waiting asking={listing.asking} what={t('onboarding.tables.reading')} onTryNow={list} />
        {tables === null ? (
          listing.asking.error === null && password !== '' && <Loading lines={4} />
        ) : (
          <div className="onboarding-columns">
            <section aria-label={t('onboarding.step.tables')}>
              <div className="row onboarding-tools">
                <SearchField label={t('onboarding.tables.find')} value={find} onText={setFind} />
                <Button look="quiet" disabled={password === ''} onClick={list}>
                  {t('onboarding.tables.again')}
                </Button>
              </div>
              <TableList
                tables={tables}
                find={find}
                chosen={draft.table}
                isDisabled={password === ''}
                onChoose={opening.open}
              />
            </section>
            <section aria-label={t('onboarding.reading')}>
              <Waiting
                asking={opening.asking}
                what={t('onboarding.tables.opening')}
                onTryNow={() => draft.table !== null && opening.open(draft.table)}
              />
              {read === null ? (
                <OpenAgain table={draft.table} opening={opening} isDisabled={password === ''} />
              ) : (
                <ReadingForm read={read} />
              )}
            </section>
          </div>
        )}
      </div>
      <StepFoot
        step="tables"
        hint={
          read === null
            ? t('onboarding.tables.hint')
            : missing.length > 0
              ? t('onboarding.reading.missing', { count: missing.length })
              : ''
        }
      />
    </>
  );
}

interface OpenAgainProps {
  readonly table: string | null;
  readonly opening: ReturnType<typeof useOpening>;
  readonly isDisabled: boolean;
}

/** A table is chosen, and its rows are not there: reading them was given up. */
function OpenAgain({ table, opening: { asking, open }, isDisabled }: OpenAgainProps): ReactElement | null {
  const { t } = useTexts();
  if (table === null || asking.sinceMs !== null || asking.error !== null) return null;
  return (
    <Button disabled={isDisabled} onClick={() => open(table)}>
      {t('onboarding.tables.open', { table })}
    </Button>
  );
}

function useListing() {
  const api = useApi();
  const asking = useAsking();
  const { draft, change, organizationId, password } = useOrganizationWizard();
  const { ask } = asking;
  const list = useCallback((): void => {
    ask(async (signal) => {
      const [params, body] = [{ path: { organizationId } }, { feed: feedInput(draft, password) }];
      const { tables, facts } = await answer(
        api.POST('/api/v1/organizations/{organizationId}/feed/discover', { params, body, signal }),
      );
      change({ tables: { tables, facts } });
    });
  }, [ask, api, change, draft, organizationId, password]);
  return { asking, list };
}

function useOpening() {
  const api = useApi();
  const asking = useAsking();
  const { draft, change, keepContent, organizationId, password } = useOrganizationWizard();
  const open = (table: string): void => {
    // Another table is read in another way.
    if (table !== draft.table) change({ table, reading: null, zone: null, running: null });
    asking.ask(async (signal) => {
      const [params, body] = [{ path: { organizationId } }, { feed: feedInput(draft, password), table }];
      const reply = await answer(
        api.POST('/api/v1/organizations/{organizationId}/feed/discover', { params, body, signal }),
      );
      keepContent({ of: tableOf(draft.connection, table), reply, readAtMs: serverClock.now() });
    });
  };
  return { asking, open };
}
