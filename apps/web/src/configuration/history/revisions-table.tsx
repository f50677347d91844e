import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Chip, ScrollRegion } from '../../parts/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { ageText, useNow, usePlantTime } from '../../time/index.js';
import type { HistorySearch } from './history-search.js';
import { changeText } from './change-words.js';
import type { Revision } from './use-revisions.js';

const AGES_EVERY_MS = 60_000;

interface RevisionsTableProps {
  readonly revisions: readonly Revision[];
  readonly search: HistorySearch;
}

/** The revisions, newest first: when, who, and what changed in one sentence. */
export function RevisionsTable({ revisions, search }: RevisionsTableProps): ReactElement {
  const texts = useTexts();
  const { t } = texts;
  const plantTime = usePlantTime();
  const now = useNow(AGES_EVERY_MS);
  return (
    <ScrollRegion className="panel" label={t('revisions.title')}>
      <table className="tbl-natural revisions" aria-label={t('revisions.title')}>
        <thead>
          <tr>
            <th scope="col" className="c-revision num">
              {t('revisions.revision')}
            </th>
            <th scope="col" className="c-at">
              {t('revisions.at')}
            </th>
            <th scope="col">{t('revisions.what')}</th>
          </tr>
        </thead>
        <tbody>
          {revisions.map((revision, index) => {
            const at = Date.parse(revision.at);
            const who = actorText(revision, t);
            const what = changeText(revision, texts);
            return (
              <tr key={revision.revision} aria-selected={revision.revision === search.revision}>
                <td className="num">
                  <Link
                    to="/settings/history"
                    search={{ ...search, revision: revision.revision }}
                    aria-label={t('revisions.show', { revision: String(revision.revision) })}
                    className="medium"
                  >
                    {revision.revision}
                  </Link>
                </td>
                <td title={plantTime.iso(at)}>
                  {plantTime.short(at, now)} <span className="t3">{ageText(now - at)}</span>
                  <span className="who t2 clip" title={who}>
                    {who}
                  </span>
                </td>
                <td className="what" title={what}>
                  {index === 0 ? <Chip look="solid">{t('revisions.in-force')}</Chip> : null} {what}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

export function actorText({ actorId, actorEmail }: Revision, t: Texts['t']): string {
  if (actorEmail !== null) return actorEmail;
  return t(actorId === null ? 'revisions.by-platform' : 'revisions.by-other');
}
