import { type ReactElement, useCallback, useMemo, useState } from 'react';
import { Button, FilteredToNothing, SearchField } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import {
  asProposed,
  groupAsProposed,
  changed,
  changedAll,
  type Choice,
  isToDecide,
  type Mapped,
  mappingRows,
  MappingTable,
  mistakesOf,
  NO_REFUSALS,
  ROLES,
} from '../../plant-source/index.js';
import { MappingSide } from '../mapping/mapping-side.js';
import type { ReadTable } from '../wizard.js';
import { useOrganizationWizard } from '../wizard-context.js';
import { StepFoot } from './step-foot.js';

/** What each column, or each tag of a long table, is. */
export function MappingStep(): ReactElement | null {
  const { read } = useOrganizationWizard();
  return read === null ? null : <Mapping read={read} />;
}

function Mapping({ read }: { readonly read: ReadTable }): ReactElement {
  const { t } = useTexts();
  const { change, refusals, setRefusals } = useOrganizationWizard();
  const [find, setFind] = useState('');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { mapped, signals } = read;
  const groupOf = useProposedGroups(read);
  const rows = useMemo(() => mappingRows(mapped, signals, find, groupOf), [mapped, signals, find, groupOf]);
  const mistakes = useMemo(() => mistakesOf(mapped), [mapped]);
  const open = mapped.filter(isToDecide);
  const edit = useCallback(
    (signal: Mapped, to: Partial<Choice>) => {
      change(({ edits }) => ({ edits: changed(edits, signal, to) }));
      // What was refused was another configuration.
      setRefusals(NO_REFUSALS);
    },
    [change, setRefusals],
  );
  const select = useCallback((source: string, isSelected: boolean) => {
    setSelected((former) => {
      const next = new Set(former);
      if (isSelected) next.add(source);
      else next.delete(source);
      return next;
    });
  }, []);
  const leaveOut = (): void =>
    change(({ edits }) => ({ edits: changedAll(edits, open, { role: 'left-out' }) }));
  const chosen = mapped.filter(({ source }) => selected.has(source));
  return (
    <>
      <div className="onboarding-map">
        <div className="onboarding-map-left">
          <div className="row onboarding-tools">
            <SearchField label={t('onboarding.mapping.find')} value={find} onText={setFind} />
            <BulkActs chosen={chosen} onDone={() => setSelected(new Set())} />
          </div>
          {rows.length === 0 ? (
            <FilteredToNothing filters={find} onClear={() => setFind('')} />
          ) : (
            <MappingTable
              rows={rows}
              mistakes={mistakes}
              refusals={refusals}
              selected={selected}
              onChange={edit}
              onSelect={select}
            />
          )}
        </div>
        <MappingSide read={read} />
      </div>
      <StepFoot step="mapping" hint={hintOf()}>
        {open.length === 0 ? null : (
          <Button onClick={leaveOut}>{t('onboarding.mapping.leave-out', { count: open.length })}</Button>
        )}
      </StepFoot>
    </>
  );

  function hintOf(): string {
    if (open.length > 0) return t('onboarding.mapping.decide', { count: open.length });
    if (mistakes.length > 0) return t('onboarding.mapping.mistakes', { count: mistakes.length });
    return mapped.every(({ role }) => role === 'left-out') ? t('onboarding.mapping.nothing') : '';
  }
}

/** Roles as they were proposed: they decide where a line stands. */
function useProposedGroups({ proposed }: ReadTable): ReturnType<typeof groupAsProposed> {
  return useMemo(() => {
    const roles = new Map(proposed.map(({ source, role }) => [source, role]));
    return groupAsProposed((source) => roles.get(source) ?? 'left-out');
  }, [proposed]);
}

interface BulkActsProps {
  readonly chosen: readonly Mapped[];
  readonly onDone: () => void;
}

/** What can be done with the selected lines at once. */
function BulkActs({ chosen, onDone }: BulkActsProps): ReactElement | null {
  const { t } = useTexts();
  const { change } = useOrganizationWizard();
  if (chosen.length === 0) return null;
  const take = (value: string): void => {
    const role = ROLES.find((each) => each === value);
    if (role === undefined) return;
    change(({ edits }) => ({ edits: changedAll(edits, chosen, { role }) }));
    onDone();
  };
  const reset = (): void => {
    change(({ edits }) => ({
      edits: asProposed(
        edits,
        chosen.map(({ source }) => source),
      ),
    }));
    onDone();
  };
  return (
    <span className="row" role="group" aria-label={t('onboarding.mapping.bulk')}>
      <span className="t2">{t('onboarding.mapping.selected', { count: chosen.length })}</span>
      <select
        className="input"
        aria-label={t('onboarding.mapping.take-as')}
        value=""
        onChange={(event) => take(event.target.value)}
      >
        <option value="">{t('onboarding.mapping.take-as')}</option>
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {t(`onboarding.role.${role}`)}
          </option>
        ))}
      </select>
      <Button look="quiet" onClick={reset}>
        {t('onboarding.mapping.as-proposed')}
      </Button>
    </span>
  );
}
