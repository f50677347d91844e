import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactElement, useMemo, useRef } from 'react';
import type { Draft } from '../../drafts/index.js';
import { ScrollRegion } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow } from '../../time/index.js';
import { type RuleRow as Row } from '../reading/rule-facts.js';
import { tagWordsOf } from '../reading/read-rule.js';
import { RuleRow } from './rule-row.js';
import { COUNTED_DAYS, type RuleAlerts } from './use-alert-counts.js';

const ROW_PX = 48;
const ROWS_AHEAD = 8;
const AGES_EVERY_MS = 60_000;
/** Before the list is measured, a screen of it is drawn. */
const FIRST_RECT = { width: 1_000, height: 700 };

interface RulesTableProps {
  readonly rows: readonly Row[];
  readonly draft: Draft;
  /** Undefined: not known yet. */
  readonly alerts: ReadonlyMap<string, RuleAlerts> | undefined;
}

/** The rules, of which only those in sight are mounted. */
export function RulesTable({ rows, draft, alerts }: RulesTableProps): ReactElement {
  const { t } = useTexts();
  const now = useNow(AGES_EVERY_MS);
  const scroll = useRef<HTMLDivElement>(null);
  const tags = useMemo(() => tagWordsOf(draft.configuration), [draft.configuration]);
  // eslint-disable-next-line react-hooks/incompatible-library -- Its functions are used in this drawing alone.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => keyOf(rows[index], index),
    overscan: ROWS_AHEAD,
    initialRect: FIRST_RECT,
  });
  const shown = virtual.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <ScrollRegion ref={scroll} className="rules-table" label={t('rules.title')}>
      <table aria-rowcount={rows.length + 1} aria-label={t('rules.title')}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="c-badge">
              <span className="sr">{t('rules.severity')}</span>
            </th>
            <th scope="col">{t('rules.rule')}</th>
            <th scope="col" className="c-component">
              {t('rules.component')}
            </th>
            <th scope="col" className="c-alerts num">
              {t('rules.alerts', { days: COUNTED_DAYS })}
            </th>
            <th scope="col" className="c-last num">
              {t('rules.last')}
            </th>
            <th scope="col" className="c-state">
              {t('rules.state')}
            </th>
          </tr>
        </thead>
        <tbody>
          {before > 0 ? <tr aria-hidden="true" style={{ height: before }} /> : null}
          {shown.map(({ index, key }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <RuleRow
                key={key}
                row={row}
                rowIndex={index + 2}
                draft={draft}
                tags={tags}
                alerts={alerts?.get(row.facts.id)}
                isCounted={alerts !== undefined}
                now={now}
              />
            );
          })}
          {after > 0 ? <tr aria-hidden="true" style={{ height: after }} /> : null}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Two rules that are being written may have one id. */
const keyOf = (row: Row | undefined, index: number): string =>
  row === undefined ? String(index) : `${row.index ?? 'removed'} ${row.facts.id}`;
