import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Person } from '../../api/index.js';
import { IconButton, Menu, MenuItem, MenuSeparator } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { nameOf } from './people-list.js';
import { decisionsOf, type PersonStep } from './person-step.js';

interface PersonMenuProps {
  readonly person: Person;
  readonly onStep: (step: PersonStep) => void;
}

export function PersonMenu({ person, onStep }: PersonMenuProps): ReactElement {
  const { t } = useTexts();
  const navigate = useNavigate();
  const to = person.role === 'SUPER_ADMIN' ? '/platform/audit' : '/audit';
  return (
    <Menu trigger={<IconButton icon="more" label={t('people.actions-of', { name: nameOf(person) })} />}>
      {decisionsOf(person).map((kind) => (
        <MenuItem key={kind} onChoose={() => onStep({ kind, person })}>
          {t(`people.${kind}.open`)}
        </MenuItem>
      ))}
      <MenuItem onChoose={() => onStep({ kind: 'set-password', person })}>
        {t('people.set-password.open')}
      </MenuItem>
      <MenuItem onChoose={() => onStep({ kind: 'rename', person })}>{t('people.rename.open')}</MenuItem>
      <MenuSeparator />
      <MenuItem icon="document" onChoose={() => void navigate({ to, search: { who: person.id } })}>
        {t('people.audit')}
      </MenuItem>
    </Menu>
  );
}
