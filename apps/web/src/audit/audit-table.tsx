import type { ReactElement } from 'react';
import { useTexts } from '../texts/index.js';
import { useNow, usePlantTime } from '../time/index.js';
import type { AuditEntry } from './audit-log.js';
import { actionText, type Actors, subjectText, whoText } from './audit-words.js';
import type { LogOf } from './use-audit.js';

const TICK_MS = 60_000;

const idOf = (entry: number): string => `audit-entry-${entry}`;

/** Gives the focus back to the row whose drawer was closed. */
export const focusEntry = (entry: number): void => document.getElementById(idOf(entry))?.focus();

interface AuditTableProps {
  readonly of: LogOf;
  readonly label: string;
  readonly entries: readonly AuditEntry[];
  readonly actors: Actors;
  readonly openId: number | null;
  readonly onOpen: (entry: number) => void;
}

export function AuditTable({ of, label, entries, actors, openId, onOpen }: AuditTableProps): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  return (
    <div className="panel audit-entries">
      <table aria-label={label}>
        <thead>
          <tr>
            <th scope="col" className="when">
              {t('audit.when')}
            </th>
            <th scope="col" className="who">
              {t('audit.who')}
            </th>
            <th scope="col">{t('audit.action')}</th>
            <th scope="col" className="subject">
              {t('audit.subject')}
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => {
            const { id, at, action, target } = entry;
            const instant = Date.parse(at);
            const who = whoText(entry, of, actors, t);
            const subject = subjectText(target, actors, t);
            return (
              <tr key={id} className={id === openId ? 'open' : undefined}>
                <td className="when t2" title={plantTime.iso(instant)}>
                  {plantTime.short(instant, now)}
                </td>
                <td className="who" title={who}>
                  {who}
                </td>
                <td className="what">
                  {/* It covers the whole row: a click anywhere opens the entry. */}
                  <button
                    type="button"
                    id={idOf(id)}
                    className="name"
                    title={action}
                    aria-current={id === openId ? 'true' : undefined}
                    onClick={() => onOpen(id)}
                  >
                    {actionText(action, t)}
                  </button>
                </td>
                <td className="subject t2" title={target}>
                  {subject}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
