import { type ButtonHTMLAttributes, type ReactElement, type ReactNode, Suspense, useState } from 'react';

/** What makes a button that of a menu. */
type TriggerAttributes = Pick<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'aria-haspopup' | 'onPointerEnter' | 'onClick'
>;

interface MenuOnDemandProps {
  /** Its button. */
  readonly trigger: (attributes: TriggerAttributes) => ReactElement;
  /** Fetches the menu. */
  readonly load: () => Promise<unknown>;
  /** The menu, open at first, with the same button. */
  readonly children: ReactNode;
}

/** A menu that is fetched when the pointer nears its button: menus are much code that few presses need. */
export function MenuOnDemand({ trigger, load, children }: MenuOnDemandProps): ReactElement {
  const [isWanted, setIsWanted] = useState(false);
  const button = trigger({
    'aria-haspopup': 'menu',
    onPointerEnter: () => void load(),
    onClick: () => setIsWanted(true),
  });
  return isWanted ? <Suspense fallback={button}>{children}</Suspense> : button;
}
