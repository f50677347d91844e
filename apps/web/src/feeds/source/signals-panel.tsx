import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { finding } from '../../address/index.js';
import { type Draft, type Json, POINTER_ATTRIBUTE, useIsReadOnly } from '../../drafts/index.js';
import { FilteredToNothing, Panel, SearchField } from '../../parts/index.js';
import {
  type Choice,
  type Group,
  isLeftOut,
  type Mapped,
  mappingRows,
  MappingTable,
  mistakesOf,
  proposalsFor,
  ROLES,
  type Signal,
  signalsOf,
  templateDataOf,
  templateOf,
  undecided,
} from '../../plant-source/index.js';
import { useTexts } from '../../texts/index.js';
import { entriesOf, mistakesBySource, readingOf, standingSignals, withChoice } from './standing-mapping.js';
import type { ReadRows } from './use-rows.js';

const route = getRouteApi('/frame/feeds/source');

/** Which flags are failures is a setting of its own. */
const TAKEN_AS = ROLES.filter((role) => role !== 'failure');

interface SignalsPanelProps {
  readonly draft: Draft;
  readonly rows: ReadRows | null;
}

/** Every signal of the source and the tag that it feeds. */
export function SignalsPanel({ draft, rows }: SignalsPanelProps): ReactElement {
  const { t } = useTexts();
  const { find = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const isReadOnly = useIsReadOnly();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { mapped, signals } = useSignals(draft, rows);
  const groupOf = useSavedGroups(draft.base);
  const lines = useMemo(() => mappingRows(mapped, signals, find, groupOf), [mapped, signals, find, groupOf]);
  const mistakes = useMemo(() => mistakesOf(mapped), [mapped]);
  const refusals = useMemo(() => {
    // What is said at a field of the line already is not said twice.
    const known = new Set(mistakes.map(({ source }) => source));
    const all = mistakesBySource(draft.value, draft.mistakes);
    return new Map([...all].filter(([source]) => !known.has(source)));
  }, [draft.value, draft.mistakes, mistakes]);
  const change = useChange(draft);
  const select = useCallback((source: string, isSelected: boolean) => {
    setSelected((former) => new Set([...former, source].filter((each) => isSelected || each !== source)));
  }, []);
  const leaveOut = (): void => {
    const value = mapped
      .filter((signal) => selected.has(signal.source) && !isLeftOut(signal))
      .reduce((before, signal) => withChoice(before, draft.base, signal, { role: 'left-out' }), draft.value);
    draft.replace(value);
    setSelected(new Set());
  };
  return (
    <Panel
      title={t('feeds.source.signals')}
      subtitle={t(rows === null ? 'feeds.source.signals.look' : 'feeds.source.signals.meaning')}
    >
      <div className="row onboarding-tools">
        <SearchField
          {...{ [POINTER_ATTRIBUTE]: '/mapping/source/columns' }}
          label={t('onboarding.mapping.find')}
          value={find}
          onText={(text) => void navigate({ search: finding(text), replace: true })}
        />
        {selected.size === 0 ? null : (
          <button type="button" className="btn" onClick={leaveOut}>
            {t('onboarding.mapping.leave-out', { count: selected.size })}
          </button>
        )}
      </div>
      {lines.length === 0 ? (
        <FilteredToNothing filters={find} onClear={() => void navigate({ search: {}, replace: true })} />
      ) : (
        <fieldset className="feed-signals" disabled={isReadOnly}>
          <MappingTable
            rows={lines}
            mistakes={mistakes}
            refusals={refusals}
            roles={TAKEN_AS}
            selected={selected}
            onChange={change}
            onSelect={select}
          />
        </fieldset>
      )}
    </Panel>
  );
}

/** Signals that are mapped, and those that the newest rows hold beside them. */
function useSignals(
  { value, base, configuration }: Draft,
  rows: ReadRows | null,
): { readonly mapped: readonly Mapped[]; readonly signals: readonly Signal[] } {
  const found = useMemo(
    () => (rows === null ? [] : signalsOf(rows.discovery, readingOf(value))),
    [rows, value],
  );
  const proposed = useMemo(
    () => proposalsFor(found, templateOf(templateDataOf(configuration))).map(undecided),
    [found, configuration],
  );
  return useMemo(() => {
    const mapped = standingSignals(value, base, proposed);
    const bySource = new Map(found.map((signal) => [signal.source, signal]));
    return { mapped, signals: mapped.map(({ source }) => bySource.get(source) ?? unread(source)) };
  }, [value, base, proposed, found]);
}

/** A signal that is mapped, and whose rows were not looked at. */
const unread = (source: string): Signal => ({ source, type: '', newest: null, cells: [], values: [] });

/** By what is saved, so that no line moves away under the hand of the person who changes it. */
function useSavedGroups(base: Json): (signal: Mapped) => Group {
  return useMemo(() => {
    const saved = new Set(entriesOf(base).map(({ source }) => source));
    return ({ source }) => (saved.has(source) ? 'mapped' : 'left-out');
  }, [base]);
}

/** One function for all drawings: lines that nobody changed are not drawn again. */
function useChange({ value, base, replace }: Draft): (signal: Mapped, change: Partial<Choice>) => void {
  const latest = useRef({ value, base, replace });
  useEffect(() => {
    latest.current = { value, base, replace };
  });
  return useCallback((signal, change) => {
    const present = latest.current;
    present.replace(withChoice(present.value, present.base, signal, change));
  }, []);
}
