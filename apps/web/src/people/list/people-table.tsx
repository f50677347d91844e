import type { ReactElement } from 'react';
import type { Person } from '../../api/index.js';
import { Chip, classNames } from '../../parts/index.js';
import { useSession } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { ageText, useNow, usePlantTime } from '../../time/index.js';
import { nameOf } from './people-list.js';
import { PersonMenu } from './person-menu.js';
import type { PersonStep } from './person-step.js';

const TICK_MS = 60_000;

interface PeopleTableProps {
  readonly label: string;
  readonly people: readonly Person[];
  readonly onStep: (step: PersonStep) => void;
}

export function PeopleTable({ label, people, onStep }: PeopleTableProps): ReactElement {
  const { t } = useTexts();
  return (
    <div className="panel people">
      <table aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('people.person')}</th>
            <th scope="col" className="email">
              {t('people.email')}
            </th>
            <th scope="col" className="role">
              {t('people.role')}
            </th>
            <th scope="col" className="state">
              {t('people.state')}
            </th>
            <th scope="col" className="last">
              {t('people.last-sign-in')}
            </th>
            <th scope="col" className="more">
              <span className="sr">{t('people.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} onStep={onStep} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface PersonRowProps {
  readonly person: Person;
  readonly onStep: (step: PersonStep) => void;
}

function PersonRow({ person, onStep }: PersonRowProps): ReactElement {
  const { t } = useTexts();
  const { user } = useSession();
  const { email, role, enabled, lastSignInAt } = person;
  return (
    <tr className={classNames(!enabled && 'off')}>
      <th scope="row" title={nameOf(person)}>
        <span className="row tight">
          <span className="clip">{nameOf(person)}</span>
          {person.id === user.id ? <Chip>{t('people.you')}</Chip> : null}
        </span>
      </th>
      <td className="email t2" title={email}>
        {email}
      </td>
      <td className="role">{t('frame.role', { role })}</td>
      <td className="state">{t(enabled ? 'people.enabled' : 'people.disabled')}</td>
      <td className="last t2">
        <LastSignIn at={lastSignInAt} />
      </td>
      <td className="more">
        <PersonMenu person={person} onStep={onStep} />
      </td>
    </tr>
  );
}

/** `28 Nov 20:10`, and how long ago that was. */
function LastSignIn({ at }: { readonly at: string | null }): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  if (at === null) return <>{t('people.never-signed-in')}</>;
  const atMs = Date.parse(at);
  return (
    <span className="num" title={plantTime.iso(atMs)}>
      {plantTime.short(atMs, now)} <span className="t3">{t('people.ago', { age: ageText(now - atMs) })}</span>
    </span>
  );
}
