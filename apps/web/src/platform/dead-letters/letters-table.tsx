import type { ReactElement } from 'react';
import { type DeadLetter, newestFirst, useReplay } from '../../dead-letters/index.js';
import { Button, DataTable } from '../../parts/index.js';
import { useSession } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import type { Glance } from '../organizations/glance.js';

type Organization = Glance['organization'];

const TICK_MS = 60_000;

interface LettersTableProps {
  readonly letters: readonly DeadLetter[];
  readonly organizations: ReadonlyMap<string, Organization>;
  readonly onEnter: (organization: Organization) => void;
}

/** Each message with its reason; one of an organization is sent again by somebody within it. */
export function LettersTable({ letters, organizations, onEnter }: LettersTableProps): ReactElement {
  const { t } = useTexts();
  return (
    <div className="panel services letters">
      <DataTable
        label={t('platform.dead-letters')}
        heads={[
          { text: t('platform.dead-letters.stored'), className: 'state' },
          { text: t('platform.organization'), className: 'service' },
          { text: t('platform.dead-letters.code'), className: 'service' },
          { text: t('platform.dead-letters.why') },
          { text: t('platform.actions'), className: 'act', isSilent: true },
        ]}
      >
        <tbody>
          {newestFirst(letters).map((letter) => (
            <LetterRow
              key={letter.sequence}
              letter={letter}
              organization={organizations.get(letter.organizationId ?? '') ?? null}
              onEnter={onEnter}
            />
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

interface LetterRowProps {
  readonly letter: DeadLetter;
  /** Null: its subject names none, or one that is gone. */
  readonly organization: Organization | null;
  readonly onEnter: (organization: Organization) => void;
}

function LetterRow({ letter, organization, onEnter }: LetterRowProps): ReactElement {
  const { t, sentences } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  const { code, consumer, reason, originalSubject, storedAt, replayAskedAt } = letter;
  return (
    <tr>
      <td>{plantTime.short(Date.parse(storedAt), now)}</td>
      <td title={organization?.name}>{organization?.name ?? '–'}</td>
      <td title={`${code} ${consumer}`}>
        <span className="mono">{code}</span>
        <span className="block t3">{consumer}</span>
      </td>
      <td className="t2 sentence">
        {sentences.error(code, reason)} <span className="block t3 mono">{originalSubject}</span>
        {replayAskedAt === null ? null : (
          <span className="block t3">
            {t('platform.dead-letters.asked', { at: plantTime.short(Date.parse(replayAskedAt), now) })}
          </span>
        )}
      </td>
      <td>
        {organization === null ? null : (
          <SendAgain letter={letter} organization={organization} onEnter={onEnter} />
        )}
      </td>
    </tr>
  );
}

interface SendAgainProps extends LetterRowProps {
  readonly organization: Organization;
}

function SendAgain({ letter, organization, onEnter }: SendAgainProps): ReactElement {
  const { t } = useTexts();
  const { acting } = useSession();
  const replay = useReplay();
  if (acting?.organizationId !== organization.id) {
    return <Button onClick={() => onEnter(organization)}>{t('platform.act')}</Button>;
  }
  return (
    <Button disabled={replay.isPending} onClick={() => replay.mutate(letter)}>
      {t('platform.dead-letters.replay')}
    </Button>
  );
}
