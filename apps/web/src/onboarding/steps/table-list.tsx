import type { ReactElement } from 'react';
import { numberText } from '../../charts/index.js';
import { Empty } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { Draft } from '../draft/draft.js';

interface TableListProps {
  readonly tables: NonNullable<Draft['tables']>;
  /** Words of the name. */
  readonly find: string;
  readonly chosen: string | null;
  readonly isDisabled: boolean;
  readonly onChoose: (table: string) => void;
}

/** The tables that the account may read, the largest first: that of the plant is among them. */
export function TableList({ tables, find, chosen, isDisabled, onChoose }: TableListProps): ReactElement {
  const { t, language } = useTexts();
  const rows = tables.tables
    .map((table, at) => ({ table, facts: tables.facts[at] }))
    .filter(({ table }) => table.toLowerCase().includes(find.trim().toLowerCase()))
    .toSorted((a, b) => (b.facts?.rows ?? 0) - (a.facts?.rows ?? 0));
  if (rows.length === 0) {
    return (
      <Empty
        title={find === '' ? t('onboarding.tables.none') : t('onboarding.tables.none-found', { find })}
      />
    );
  }
  return (
    <div className="panel onboarding-table-list">
      <table className="tbl-natural" aria-label={t('onboarding.step.tables')}>
        <thead>
          <tr>
            <th scope="col">{t('onboarding.tables.table')}</th>
            <th scope="col">{t('onboarding.tables.kind')}</th>
            <th scope="col" className="num">
              {t('onboarding.tables.rows')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ table, facts }) => (
            <tr key={table} aria-selected={table === chosen ? true : undefined}>
              <td>
                <label className="row tight">
                  <input
                    type="radio"
                    name="table"
                    checked={table === chosen}
                    disabled={isDisabled}
                    onChange={() => onChoose(table)}
                  />
                  <span className="mono clip">{table}</span>
                </label>
              </td>
              <td className="t2">{facts === undefined ? '' : t(`onboarding.tables.kind.${facts.kind}`)}</td>
              <td className="num">
                {facts?.rows == null ? t('onboarding.tables.uncounted') : numberText(facts.rows, language)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
