import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.js';
import { Icon, type IconName } from './icon.js';

interface BannerProps {
  readonly icon: IconName;
  /** What happened. */
  readonly title: string;
  /** What it means, and what is done about it. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Striped: somebody acts in another organization. */
  readonly isActing?: boolean;
}

/** The system speaks in black and white, never in a priority's colour. */
export function Banner({ icon, title, children, action, isActing = false }: BannerProps): ReactElement {
  return (
    // The time that is left changes each second: a region, which nothing reads out by itself.
    <div
      className={classNames('banner', isActing && 'acting')}
      role={isActing ? 'region' : 'status'}
      aria-label={isActing ? title : undefined}
    >
      <Icon name={icon} />
      <span>
        <span className="strong">{title}</span> <span className="t2">{children}</span>
      </span>
      <span className="grow" />
      {action}
    </div>
  );
}
