import { lazy, type ReactElement, Suspense, useEffect, useState } from 'react';
import { Icon } from '../parts/index.js';
import { useTexts } from '../texts/index.js';

const CommandPalette = lazy(() => import('./command-palette.js'));

/** The button of the command palette, and its key. */
export function Commands(): ReactElement {
  const { t } = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const open = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setIsOpen(true);
    };
    document.addEventListener('keydown', open);
    return () => document.removeEventListener('keydown', open);
  }, []);
  return (
    <>
      <button
        type="button"
        className="btn quiet commands"
        title={t('frame.commands')}
        onClick={() => setIsOpen(true)}
      >
        <span className="sr">{t('frame.commands')}</span>
        <Icon name="search" />
        <kbd className="kbd" aria-hidden="true">
          Ctrl
        </kbd>
        <kbd className="kbd" aria-hidden="true">
          K
        </kbd>
      </button>
      {isOpen ? (
        <Suspense>
          <CommandPalette onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
