import type { ReactElement } from 'react';
import type { Organization } from '../../api/index.js';
import { IconButton, Menu, MenuItem, MenuSeparator } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { Step } from './organization-step.js';

interface OrganizationMenuProps {
  readonly organization: Organization;
  readonly onStep: (step: Step) => void;
}

export function OrganizationMenu({ organization, onStep }: OrganizationMenuProps): ReactElement {
  const { t } = useTexts();
  const { enabled, name } = organization;
  return (
    <Menu trigger={<IconButton icon="more" label={t('platform.actions-of', { organization: name })} />}>
      <MenuItem icon="bell" onChoose={() => onStep({ kind: 'act', organization, to: '/alarms' })}>
        {t('platform.act.at-alarms')}
      </MenuItem>
      <MenuItem icon="plug" onChoose={() => onStep({ kind: 'act', organization, to: '/feeds' })}>
        {t('platform.act.at-feeds')}
      </MenuItem>
      <MenuItem icon="cube" onChoose={() => onStep({ kind: 'act', organization, to: '/models' })}>
        {t('platform.act.at-models')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem onChoose={() => onStep({ kind: enabled ? 'disable' : 'enable', organization })}>
        {t(enabled ? 'platform.disable.open' : 'platform.enable.open')}
      </MenuItem>
    </Menu>
  );
}
