import { type KeyboardEvent, type ReactElement, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Dialog, SearchField } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { Entry } from './entries.js';
import { placesOf, stepped } from './groups.js';
import { PaletteGroup } from './palette-group.js';
import { useRecent } from './recent.js';
import { useGo } from './use-go.js';
import { usePaletteIndex } from './use-palette-index.js';

interface CommandPaletteProps {
  readonly onClose: () => void;
  /** Closes the palette, then does what was chosen. */
  readonly onChosen: (act: () => void) => void;
  /** Shows all keys of the page. */
  readonly onKeys: () => void;
}

/** Goes to anything by a few of its letters, and does what the page can do. The last five come first. */
export default function CommandPalette({ onClose, onChosen, onKeys }: CommandPaletteProps): ReactElement {
  const { t } = useTexts();
  const go = useGo();
  const [recent, remember] = useRecent();
  // What was used last is as it was when the palette opened: nothing moves under the pointer.
  const [recentAtFirst] = useState(recent);
  const { index, hasFailed } = usePaletteIndex(onKeys);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const query = typed.trim();
  const groups = useMemo(
    () => (query === '' ? index.groupsAtFirst(recentAtFirst) : index.groupsFor(query)),
    [index, query, recentAtFirst],
  );
  const lines = groups.flatMap(({ shown }) => shown);
  const at = Math.min(chosen, Math.max(0, lines.length - 1));
  useScrolledInto(lines.length === 0 ? null : `${listId}-${at}`);
  const choose = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    if (entry.kind !== 'command') remember(entry.key);
    onChosen(() => go(entry.target));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setChosen(stepped(at, step, lines.length));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(lines[at]);
    }
  };
  return (
    <Dialog isOpen onClose={onClose} title={t('frame.commands')} firstFocus={field}>
      <SearchField
        ref={field}
        label={t('frame.commands')}
        placeholder={t('frame.palette.placeholder')}
        className="palette-field"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-autocomplete="list"
        aria-expanded={lines.length > 0}
        aria-controls={listId}
        aria-activedescendant={lines.length === 0 ? undefined : `${listId}-${at}`}
        value={typed}
        onText={(text) => {
          setTyped(text);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={t('frame.palette.found')} className="palette">
        {placesOf(groups).map(({ group, first }) => (
          <PaletteGroup
            key={group.kind}
            group={group}
            listId={listId}
            first={first}
            chosen={at}
            onPoint={setChosen}
            onChoose={choose}
          />
        ))}
      </div>
      <p className="t2" role="status">
        {query === '' ? '' : t('frame.palette.count', { count: sumOf(groups), words: query })}
      </p>
      {hasFailed ? <p className="t3">{t('frame.palette.failed')}</p> : null}
    </Dialog>
  );
}

const sumOf = (groups: readonly { readonly count: number }[]): number =>
  groups.reduce((sum, { count }) => sum + count, 0);

/** The chosen line is always in sight. */
function useScrolledInto(id: string | null): void {
  useEffect(() => {
    if (id !== null) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
  }, [id]);
}
