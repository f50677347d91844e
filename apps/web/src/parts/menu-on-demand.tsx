import { type ReactElement, type ReactNode, Suspense, useState } from 'react';
import { IconButton, type IconButtonProps } from './button.js';

interface MenuOnDemandProps extends IconButtonProps {
  /** Fetches the menu. */
  readonly load: () => Promise<unknown>;
  /** The menu, open at first, with the same button. */
  readonly children: ReactNode;
}

/** A menu that is fetched when the pointer nears its button: menus are much code that few presses need. */
export function MenuOnDemand({ load, children, ...button }: MenuOnDemandProps): ReactElement {
  const [isWanted, setIsWanted] = useState(false);
  const trigger = (
    <IconButton
      {...button}
      aria-haspopup="menu"
      onPointerEnter={() => void load()}
      onClick={() => setIsWanted(true)}
    />
  );
  return isWanted ? <Suspense fallback={trigger}>{children}</Suspense> : trigger;
}
