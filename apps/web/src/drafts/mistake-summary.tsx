import { type ReactElement, useEffect, useRef } from 'react';
import { Icon } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import type { Draft } from './draft.js';
import { goToField, goToFirst } from './fields/go-to-field.js';
import { useValueWords } from './fields/value-words.js';
import { fieldOf, PARTS, valueOf } from './parts.js';
import { placeOf, titleOf } from './values/place.js';
import { isAtOrBelow, type Pointer } from './values/pointer.js';

interface MistakeSummaryProps {
  readonly draft: Draft;
  /** Shows the field, where it is not on the screen: opens its section, or its entry. */
  readonly onGo?: (pointer: Pointer) => void;
  /** A link to the page that shows the field; null: this one does. */
  readonly linkTo?: (pointer: Pointer, words: string) => ReactElement | null;
}

/**
 * Every mistake that is in the way, each with a way to its field. When saving was tried, the first
 * field that is on the page gets the focus; where none is, the list does.
 */
export function MistakeSummary({ draft, onGo, linkTo }: MistakeSummaryProps): ReactElement | null {
  const { t } = useTexts();
  const words = useValueWords();
  const summary = useRef<HTMLDivElement>(null);
  const { mistakes, elsewhere, attempts } = draft;
  const focused = useRef(attempts);
  const count = mistakes.length + elsewhere.length;
  useEffect(() => {
    if (focused.current === attempts) return;
    focused.current = attempts;
    // The dialog that closes gives the focus back first.
    requestAnimationFrame(() => {
      if (!goToFirst(mistakes.map(({ pointer }) => pointer))) summary.current?.focus();
    });
  }, [attempts, mistakes]);
  if (count === 0 || attempts === 0) return null;
  const go = (pointer: Pointer): void => {
    onGo?.(pointer);
    goToField(pointer);
  };
  /** `Flow too high › Tag` */
  const hereWords = (pointer: Pointer): string =>
    words.place(placeOf(draft.value, pointer, titleOf), draft.field) || t('drafts.whole');
  /** `Rules › Flow too high › Tag` */
  const elsewhereWords = (pointer: Pointer): string => {
    const part = PARTS.find((each) => isAtOrBelow(pointer, `/${each}`));
    if (part === undefined) return pointer;
    const inside = placeOf(valueOf(part, draft.configuration), pointer.slice(part.length + 1), titleOf);
    return [t(`drafts.part.${part}`), words.place(inside, fieldOf(part))].join(' › ');
  };
  return (
    <div ref={summary} className="mistake-summary" role="alert" tabIndex={-1}>
      <p className="medium">
        <Icon name="warning" /> {t('drafts.mistakes', { count })}
      </p>
      <ul>
        {mistakes.map(({ pointer, detail }) => (
          <li key={`${pointer} ${detail}`}>
            {linkTo?.(pointer, hereWords(pointer)) ?? (
              <button type="button" className="text-button" onClick={() => go(pointer)}>
                {hereWords(pointer)}
              </button>
            )}
            : {detail}
          </li>
        ))}
      </ul>
      {elsewhere.length === 0 ? null : (
        <>
          <p className="t2">{t('drafts.mistakes.elsewhere')}</p>
          <ul>
            {elsewhere.map(({ pointer, detail }) => (
              <li key={`${pointer} ${detail}`}>
                {elsewhereWords(pointer)}: {detail}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
