import { Menu as BaseMenu } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from './icon.js';

interface MenuProps {
  /** The button that opens it: `<Button>`, `<IconButton>`. */
  readonly trigger: ReactElement;
  /** For a menu that was fetched because somebody opens it. */
  readonly isOpenAtFirst?: boolean;
  readonly children: ReactNode;
}

export function Menu({ trigger, isOpenAtFirst = false, children }: MenuProps): ReactElement {
  return (
    <BaseMenu.Root defaultOpen={isOpenAtFirst}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner className="menu-place" sideOffset={4} align="end">
          <BaseMenu.Popup className="menu">{children}</BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

interface MenuItemProps {
  readonly icon?: IconName;
  readonly shortcut?: string;
  readonly onChoose: () => void;
  readonly isDisabled?: boolean;
  readonly children: ReactNode;
}

export function MenuItem({
  icon,
  shortcut,
  onChoose,
  isDisabled = false,
  children,
}: MenuItemProps): ReactElement {
  return (
    <BaseMenu.Item className="menu-item" onClick={onChoose} disabled={isDisabled}>
      {icon === undefined ? null : <Icon name={icon} />}
      <span className="grow">{children}</span>
      {shortcut === undefined ? null : <kbd className="kbd">{shortcut}</kbd>}
    </BaseMenu.Item>
  );
}

interface MenuChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly onChoose: (value: Value) => void;
}

/** One of a few values, inside of a menu. */
export function MenuChoice<Value extends string>({
  label,
  value,
  choices,
  onChoose,
}: MenuChoiceProps<Value>): ReactElement {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className="head">{label}</BaseMenu.GroupLabel>
      <BaseMenu.RadioGroup value={value} onValueChange={onChoose}>
        {choices.map((choice) => (
          <BaseMenu.RadioItem key={choice.value} value={choice.value} className="menu-item" closeOnClick>
            <span className="menu-check">
              <BaseMenu.RadioItemIndicator>
                <Icon name="check" />
              </BaseMenu.RadioItemIndicator>
            </span>
            <span className="grow">{choice.label}</span>
          </BaseMenu.RadioItem>
        ))}
      </BaseMenu.RadioGroup>
    </BaseMenu.Group>
  );
}

export function MenuSeparator(): ReactElement {
  return <BaseMenu.Separator className="menu-separator" />;
}
