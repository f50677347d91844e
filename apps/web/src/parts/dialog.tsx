import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { type ReactElement, type ReactNode, type RefObject, useRef } from 'react';
import { useTexts } from '../texts/index.js';
import { IconButton } from './button.js';
import { classNames } from './class-names.js';

/** Where somebody writes or chooses: the button that closes stands before it. */
const FIELDS = 'input, textarea, select';

interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** What follows from it, in one sentence. */
  readonly description?: ReactNode;
  /** Verbs, the safe one first. */
  readonly actions?: ReactNode;
  /** Whether it holds a table. */
  readonly isWide?: boolean;
  /** Gets the focus at first; absent: the first field of the content. */
  readonly firstFocus?: RefObject<HTMLElement | null>;
  readonly children?: ReactNode;
}

/** Traps the focus, closes with Esc, and gives the focus back. */
export function Dialog({
  isOpen,
  onClose,
  title,
  description,
  actions,
  isWide = false,
  firstFocus,
  children,
}: DialogProps): ReactElement {
  const { t } = useTexts();
  const popup = useRef<HTMLDivElement>(null);
  const firstField = (): HTMLElement | true => popup.current?.querySelector<HTMLElement>(FIELDS) ?? true;
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={(open) => (open ? undefined : onClose())}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="dialog-backdrop" />
        <BaseDialog.Popup
          ref={popup}
          className={classNames('dialog', isWide && 'wide')}
          initialFocus={firstFocus ?? firstField}
        >
          <header>
            <BaseDialog.Title>{title}</BaseDialog.Title>
            <IconButton icon="close" label={t('states.close')} onClick={onClose} />
          </header>
          {description === undefined ? null : (
            <BaseDialog.Description className="t2">{description}</BaseDialog.Description>
          )}
          {children}
          {actions === undefined ? null : <footer>{actions}</footer>}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
