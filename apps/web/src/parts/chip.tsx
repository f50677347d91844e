import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.js';
import { Icon, type IconName } from './icon.js';

interface ChipProps {
  /** `predicted` and `joined` are for predictions alone. */
  readonly look?: 'regular' | 'solid' | 'inverse' | 'predicted' | 'joined';
  readonly icon?: IconName;
  readonly title?: string;
  readonly children: ReactNode;
}

export function Chip({ look = 'regular', icon, title, children }: ChipProps): ReactElement {
  return (
    <span className={classNames('chip', look !== 'regular' && look)} title={title}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </span>
  );
}
