import type { ButtonHTMLAttributes, ReactElement, Ref } from 'react';
import { classNames } from './class-names.js';
import { Icon, type IconName } from './icon.js';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'regular' | 'primary' | 'quiet' | 'destructive';
  readonly size?: 'regular' | 'big';
  readonly icon?: IconName;
  /** The key that does the same. */
  readonly shortcut?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with a verb. A picture alone needs `aria-label`: see `IconButton`. */
export function Button({
  look = 'regular',
  size,
  icon,
  shortcut,
  children,
  className,
  ...rest
}: ButtonProps): ReactElement {
  return (
    <button
      type="button"
      {...rest}
      className={classNames('btn', look !== 'regular' && look, size === 'big' && 'big', className)}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
      {shortcut === undefined ? null : <kbd className="kbd">{shortcut}</kbd>}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'icon' | 'children'> {
  readonly icon: IconName;
  /** What it does, in words. */
  readonly label: string;
}

export function IconButton({
  icon,
  label,
  look = 'quiet',
  className,
  ...rest
}: IconButtonProps): ReactElement {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={classNames('btn icon', look !== 'regular' && look, className)}
    >
      <Icon name={icon} />
    </button>
  );
}
