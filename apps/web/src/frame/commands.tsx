import { lazy, type ReactElement, Suspense, useCallback, useEffect, useState } from 'react';
import { Icon, isTyping } from '../parts/index.js';
import { useSingleKeys } from '../preferences/index.js';
import { useTexts } from '../texts/index.js';

const loadPalette = () => import('./palette/command-palette.js');
const CommandPalette = lazy(loadPalette);
const KeyHelp = lazy(() => import('./key-help.js'));

type Opened = 'commands' | 'keys' | null;

/** The button of the command palette, its key, and the list of all keys. */
export function Commands(): ReactElement {
  const { t } = useTexts();
  const [opened, setOpened] = useState<Opened>(null);
  const doAfterwards = useAfterwards();
  useOpeningKeys(setOpened);
  const close = (): void => setOpened(null);
  const choose = (act: () => void): void => {
    close();
    doAfterwards(act);
  };
  return (
    <>
      <button
        type="button"
        className="btn quiet commands"
        title={t('frame.commands')}
        onPointerEnter={() => void loadPalette()}
        onClick={() => setOpened('commands')}
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
      <Suspense>
        {opened === 'commands' ? (
          <CommandPalette onClose={close} onChosen={choose} onKeys={() => setOpened('keys')} />
        ) : null}
        {opened === 'keys' ? <KeyHelp onClose={close} /> : null}
      </Suspense>
    </>
  );
}

/**
 * Does something after what is on the screen now has gone. A dialog gives the focus back in a
 * microtask after it went: whoever takes the focus earlier loses it again.
 */
function useAfterwards(): (act: () => void) => void {
  const [asked, setAsked] = useState<{ readonly act: () => void } | null>(null);
  useEffect(() => {
    if (asked !== null) queueMicrotask(asked.act);
  }, [asked]);
  return useCallback((act) => setAsked({ act }), []);
}

/** `Ctrl K` everywhere; `?` where single characters are keys. */
function useOpeningKeys(open: (what: Opened) => void): void {
  const [singleKeys] = useSingleKeys();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      if (key.toLowerCase() === 'k' && (ctrlKey || metaKey)) {
        event.preventDefault();
        open('commands');
      } else if (key === '?' && singleKeys === 'on' && !ctrlKey && !metaKey && !altKey) {
        // An open dialog or menu keeps all keys for itself.
        if (isTyping(target) || document.querySelector('[role="dialog"], [role="menu"]') !== null) return;
        event.preventDefault();
        open('keys');
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [open, singleKeys]);
}
