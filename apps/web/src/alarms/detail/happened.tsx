import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { type Alert, answer, useApi } from '../../api/index.js';
import { useOrganizationQuery, useSession } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { longAgeText, useNow, usePlantTime } from '../../time/index.js';
import { type Happening, happeningsOf } from './happenings.js';

const EVERY_MS = 60_000;

/** Each change that the alert tells of, and the notes, newest first. */
export function Happened({ alert }: { readonly alert: Alert }): ReactElement {
  const { t } = useTexts();
  const { user } = useSession();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  const notes = useNotes(alert);
  const happenings = happeningsOf(alert, notes);
  const textOf = (happening: Happening): string => {
    switch (happening.kind) {
      case 'raised':
      case 'rule':
      case 'cleared':
        return t(`alarms.happened.${happening.kind}`);
      case 'predicted':
        return t('alarms.happened.predicted', { version: happening.version });
      case 'lead':
        return t('alarms.happened.lead', { age: longAgeText(happening.leadMs) });
      case 'acknowledged':
        return t(
          happening.userId === user.id
            ? 'alarms.happened.acknowledged-by-you'
            : 'alarms.happened.acknowledged',
        );
      case 'ended':
        return happening.why === ''
          ? t('alarms.happened.ended-without-words')
          : t('alarms.happened.ended', { why: happening.why });
      case 'note':
        return happening.text;
    }
  };
  return (
    <section>
      <h3>{t('alarms.drawer.happened')}</h3>
      <dl className="happened">
        {happenings.map((happening) => (
          <div key={`${happening.kind} ${happening.at}`}>
            <dt title={plantTime.iso(happening.at)}>{plantTime.short(happening.at, now)}</dt>
            <dd>{textOf(happening)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function useNotes(alert: Alert) {
  const api = useApi();
  const query = useOrganizationQuery();
  const { data } = useQuery({
    queryKey: ['alarms', 'notes', alert.id, alert.revision],
    queryFn: () =>
      answer(api.GET('/api/v1/alerts/{alertId}/notes', { params: { path: { alertId: alert.id }, query } })),
    placeholderData: (before) => before,
  });
  return data?.items ?? [];
}
