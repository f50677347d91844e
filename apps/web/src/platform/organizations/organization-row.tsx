import type { ReactElement } from 'react';
import { numberText } from '../../charts/index.js';
import { classNames, Icon } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { delayText, useNow } from '../../time/index.js';
import { Course } from '../course/course.js';
import { ActiveAlerts } from './active-alerts.js';
import type { Glance } from './glance.js';
import type { Need } from './needs.js';
import { OrganizationMenu } from './organization-menu.js';
import type { Destination, Step } from './organization-step.js';
import {
  cityOf,
  feedWord,
  lagCourseText,
  modelNote,
  modelWord,
  needSentence,
  rateCourseText,
  rateText,
  takenOverText,
} from './organization-words.js';
import type { OverviewRow } from './overview.js';

const COLUMNS = 12;
const TICK_MS = 60_000;
const NOT_KNOWN = '–';

interface OrganizationRowProps {
  readonly row: OverviewRow;
  readonly onStep: (step: Step) => void;
}

/** An organization in one line, and below it why it needs somebody. */
export function OrganizationRow({ row, onStep }: OrganizationRowProps): ReactElement {
  const { glance, condition, needs } = row;
  const { organization, timeZone, assets } = glance;
  return (
    <tbody className={classNames(condition === 'needs' && 'trouble', condition === 'disabled' && 'off')}>
      <tr>
        <th scope="row">
          <span className="row tight">
            <button
              type="button"
              className="name clip"
              title={organization.name}
              onClick={() => onStep({ kind: 'act', organization, to: '/alarms' })}
            >
              {organization.name}
            </button>
            <span className="t3 nowrap">{timeZone === null ? '' : cityOf(timeZone)}</span>
          </span>
        </th>
        <td className="num t2 assets">{assets}</td>
        {condition === 'disabled' ? <NoFigures /> : <Figures glance={glance} />}
        <td className="more">
          <OrganizationMenu organization={organization} onStep={onStep} />
        </td>
      </tr>
      {needs.length === 0 ? null : <Why row={row} onStep={onStep} />}
    </tbody>
  );
}

function Figures({ glance }: { readonly glance: Glance }): ReactElement {
  const texts = useTexts();
  const now = useNow(TICK_MS);
  const { language } = texts;
  const { t } = texts;
  const { feed, rowsPerSecond, lastHour, warned, deadLetters, quarantinedRows, alerts } = glance;
  const lagMs = feed?.lagMs ?? null;
  return (
    <>
      <td className="feed">
        {feedWord(glance, texts)} <span className="t3">{takenOverText(glance, texts)}</span>
      </td>
      <td className="num rate" title={rateCourseText(glance, texts)}>
        {rowsPerSecond === null ? NOT_KNOWN : rateText(rowsPerSecond, language)}
      </td>
      <td className="course-column">
        <Course values={lastHour.lagMs} slots={lastHour.lagMs.length} label={lagCourseText(glance, texts)} />
      </td>
      <td className="num lag">{lagMs === null ? NOT_KNOWN : delayText(lagMs, language)}</td>
      <td className="model">
        {modelWord(glance, texts)} <span className="t3">{modelNote(glance, now, texts)}</span>
      </td>
      <td className="num warned">{warned === null ? NOT_KNOWN : t('platform.warned.of', { ...warned })}</td>
      <td className="num errors">{deadLetters === 0 ? '' : numberText(deadLetters, language)}</td>
      <td className="num rejected">{quarantinedRows === 0 ? '' : numberText(quarantinedRows, language)}</td>
      <td className="alerts">
        <ActiveAlerts counts={alerts} />
      </td>
    </>
  );
}

/** Of a disabled organization nothing is read. */
function NoFigures(): ReactElement {
  const { t } = useTexts();
  return (
    <>
      <td className="feed">{t('platform.disabled')}</td>
      <td className="num rate">{NOT_KNOWN}</td>
      <td className="course-column" />
      <td className="num lag">{NOT_KNOWN}</td>
      <td className="model">{t('platform.disabled')}</td>
      <td className="num warned">{NOT_KNOWN}</td>
      <td className="num errors" />
      <td className="num rejected" />
      <td className="alerts" />
    </>
  );
}

/** Pages that say more of a need. */
const PAGES: Readonly<Record<Need['kind'], Destination | null>> = {
  'feed-down': '/feeds',
  'feed-degraded': '/feeds',
  'model-failed': '/models',
  'rules-only': '/models',
  'model-watch': '/models',
  training: '/models',
  errors: null,
};

function Why({ row, onStep }: OrganizationRowProps): ReactElement | null {
  const texts = useTexts();
  const { t } = texts;
  const [first, ...rest] = row.needs;
  if (first === undefined) return null;
  const { organization, contacts } = row.glance;
  const to = PAGES[first.kind];
  const sentence = needSentence(first, texts);
  return (
    <tr className="why">
      <td colSpan={COLUMNS}>
        <span className="row tight">
          <Icon name="warning" size="small" />
          <span>{sentence}</span>
          {rest.length === 0 ? null : (
            <span className="t3 nowrap" title={rest.map((need) => needSentence(need, texts)).join(' ')}>
              {t('platform.more-needs', { count: rest.length })}
            </span>
          )}
          {to === null ? null : (
            <button type="button" className="name" onClick={() => onStep({ kind: 'act', organization, to })}>
              {t(to === '/feeds' ? 'feeds.title' : 'models.title')}
            </button>
          )}
          <Contacts contacts={contacts} />
        </span>
      </td>
    </tr>
  );
}

/** Whom to call: the admins of the organization. */
function Contacts({ contacts }: Pick<Glance, 'contacts'>): ReactElement | null {
  const { t } = useTexts();
  if (contacts.length === 0) return null;
  return (
    <span className="contacts t3">
      {t('platform.contacts')}{' '}
      {contacts.map(({ name, email }) => (
        <a key={email} href={`mailto:${email}`} title={email}>
          {name === '' ? email : name}
        </a>
      ))}
    </span>
  );
}
