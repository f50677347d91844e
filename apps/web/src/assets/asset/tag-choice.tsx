import { type ReactElement, useState } from 'react';
import { Button, Dialog, SearchField } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { Tag } from '../use-configuration.js';

interface TagChoiceProps {
  readonly tags: readonly Tag[];
  readonly chosen: readonly string[];
  /** Undefined: as usual. */
  readonly onChoose: (tags: readonly string[] | undefined) => void;
}

/** Which tags stand on the time axis. */
export function TagChoice({ tags, chosen, onChoose }: TagChoiceProps): ReactElement {
  const { t } = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  const [words, setWords] = useState('');
  const matching = tags.filter(({ tag, label }) =>
    `${tag} ${label}`.toLocaleLowerCase().includes(words.toLocaleLowerCase()),
  );
  const toggle = (tag: string): void => {
    const next = chosen.includes(tag) ? chosen.filter((each) => each !== tag) : [...chosen, tag];
    onChoose(next.length === 0 ? undefined : next);
  };
  return (
    <>
      <Button icon="plus" onClick={() => setIsOpen(true)}>
        {t('assets.tags', { shown: chosen.length, all: tags.length })}
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setIsOpen(false)} title={t('assets.tags.title')}>
        <SearchField label={t('assets.tags.find')} value={words} onText={setWords} />
        <ul className="tag-choice">
          {matching.map(({ tag, label, unit }) => (
            <li key={tag}>
              <label>
                <input type="checkbox" checked={chosen.includes(tag)} onChange={() => toggle(tag)} />
                <span className="clip grow">{label === '' ? tag : label}</span>
                <span className="t3 mono">{tag}</span>
                <span className="t3">{unit}</span>
              </label>
            </li>
          ))}
        </ul>
        <footer>
          <Button onClick={() => onChoose(undefined)}>{t('assets.tags.usual')}</Button>
        </footer>
      </Dialog>
    </>
  );
}
