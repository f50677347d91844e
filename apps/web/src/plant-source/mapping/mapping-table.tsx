import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactElement, useCallback, useMemo, useRef } from 'react';
import type { Mistake } from '../../api/index.js';
import { useTexts } from '../../texts/index.js';
import type { Mapped } from './choices.js';
import { MappingLine } from './mapping-line.js';
import type { MappingRow } from './mapping-rows.js';
import type { SignalMistake } from './mistakes.js';
import { type Choice, type Role, ROLES } from './roles.js';

const LINE_PX = 52;
const HEAD_PX = 30;
const LINES_AHEAD = 8;
const NONE: readonly never[] = [];

interface MappingTableProps {
  readonly rows: readonly MappingRow[];
  readonly mistakes: readonly SignalMistake[];
  /** Sentences of the platform, by the signal's name at the source. */
  readonly refusals: ReadonlyMap<string, readonly Mistake[]>;
  /** What a signal may be taken as. */
  readonly roles?: readonly Role[];
  readonly selected: ReadonlySet<string>;
  readonly onChange: (mapped: Mapped, change: Partial<Choice>) => void;
  readonly onSelect: (source: string, isSelected: boolean) => void;
}

/** Every signal with its proposal; only the lines in view are drawn. Arrow keys go from line to line. */
export function MappingTable({
  rows,
  mistakes,
  refusals,
  roles = ROLES,
  selected,
  onChange,
  onSelect,
}: MappingTableProps): ReactElement {
  const { t } = useTexts();
  const scroll = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- Its functions are used in this drawing alone.
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (at) => (rows[at]?.kind === 'head' ? HEAD_PX : LINE_PX),
    overscan: LINES_AHEAD,
  });
  const bySource = useMemo(() => Map.groupBy(mistakes, ({ source }) => source), [mistakes]);
  const moveTo = useArrowKeys(rows, (at) => lines.scrollToIndex(at), scroll);
  const shown = lines.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = lines.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <div ref={scroll} className="onboarding-mapping-scroll">
      {/* The keys are a shortcut: each control is reached by Tab, too. */}
      {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions */}
      <table aria-rowcount={rows.length + 1} aria-label={t('onboarding.step.mapping')} onKeyDown={moveTo}>
        <thead>
          <tr aria-rowindex={1}>
            {(['source', 'course', 'tag', 'role', 'component', 'found'] as const).map((head) => (
              <th key={head} scope="col" className={`onboarding-col-${head}`}>
                {t(`onboarding.mapping.head.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 ? <tr aria-hidden="true" style={{ height: before }} /> : null}
          {shown.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            if (row.kind === 'head')
              return <Head key={row.group} at={index} group={row.group} count={row.count} />;
            const { source } = row.mapped;
            return (
              <MappingLine
                key={source}
                mapped={row.mapped}
                signal={row.signal}
                mistakes={bySource.get(source) ?? NONE}
                refusals={refusals.get(source) ?? NONE}
                roles={roles}
                isSelected={selected.has(source)}
                at={index}
                onChange={onChange}
                onSelect={onSelect}
              />
            );
          })}
          {after > 0 ? <tr aria-hidden="true" style={{ height: after }} /> : null}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps {
  readonly at: number;
  readonly group: Extract<MappingRow, { kind: 'head' }>['group'];
  readonly count: number;
}

function Head({ at, group, count }: HeadProps): ReactElement {
  const { t } = useTexts();
  return (
    <tr className="grp" aria-rowindex={at + 2}>
      <td colSpan={6}>
        <span className="medium">{t(`onboarding.group.${group}`)}</span>{' '}
        <span className="t3">{t(`onboarding.group.${group}.meaning`, { count })}</span>
      </td>
    </tr>
  );
}

/** Up and down go to the same cell of the next signal; a list of choices keeps its own keys. */
function useArrowKeys(
  rows: readonly MappingRow[],
  show: (at: number) => void,
  scroll: { readonly current: HTMLDivElement | null },
): (event: KeyboardEvent) => void {
  return useCallback(
    (event) => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      const { target } = event;
      if (step === 0 || !(target instanceof HTMLInputElement)) return;
      const { line, cell = '' } = target.dataset;
      let next = Number(line) + step;
      while (rows[next]?.kind === 'head') next += step;
      if (line === undefined || rows[next] === undefined) return;
      event.preventDefault();
      show(next);
      // The line is drawn in the next frame where it was out of view.
      requestAnimationFrame(() => {
        const found = scroll.current?.querySelector(`[data-line="${next}"][data-cell="${cell}"]`);
        if (found instanceof HTMLElement) found.focus();
      });
    },
    [rows, show, scroll],
  );
}
