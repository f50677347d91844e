import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactElement, useId, useRef, useState } from 'react';
import { Dialog, Icon, SearchField } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import type { NavigationEntry } from './feature.js';
import { useNavigation } from './navigation-context.js';

interface CommandPaletteProps {
  readonly onClose: () => void;
}

/** Goes to any page by typing a part of its name. */
export default function CommandPalette({ onClose }: CommandPaletteProps): ReactElement {
  const { t } = useTexts();
  const navigate = useNavigate();
  const entries = useNavigation();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const matching = entries.filter(({ label }) => isMatch(t(label), words));
  const go = (entry: NavigationEntry | undefined): void => {
    if (entry === undefined) return;
    onClose();
    void navigate({ to: entry.to });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setChosen((at) => Math.min(Math.max(0, at + step), Math.max(0, matching.length - 1)));
    } else if (event.key === 'Enter') go(matching[chosen]);
  };
  return (
    <Dialog isOpen onClose={onClose} title={t('frame.commands')} firstFocus={field}>
      <SearchField
        ref={field}
        label={t('frame.commands')}
        className="palette-field"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={`${listId}-${chosen}`}
        value={words}
        onText={(text) => {
          setWords(text);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label={t('frame.commands')} className="palette">
        {matching.map((entry, index) => (
          <li
            key={entry.to}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onMouseEnter={() => setChosen(index)}
            onClick={() => go(entry)}
            onKeyDown={onKeyDown}
          >
            <Icon name={entry.icon} />
            {t(entry.label)}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** Every typed word is a part of the name, in any order. */
function isMatch(name: string, words: string): boolean {
  const lower = name.toLocaleLowerCase();
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}
