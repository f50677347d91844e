import { type ReactElement, useEffect, useRef } from 'react';
import { Icon } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import type { Draft } from './draft.js';
import { goToField } from './fields/go-to-field.js';
import { useValueWords } from './fields/value-words.js';
import { fieldOf, PARTS, valueOf } from './parts.js';
import { placeOf } from './values/place.js';
import { isAtOrBelow, type Pointer } from './values/pointer.js';

interface MistakeSummaryProps {
  readonly draft: Draft;
  /** Shows the field, where it is not on the screen: opens its section, or its entry. */
  readonly onGo?: (pointer: Pointer) => void;
}

/** Every mistake that is in the way, each with a way to its field; it gets the focus when saving was tried. */
export function MistakeSummary({ draft, onGo }: MistakeSummaryProps): ReactElement | null {
  const { t } = useTexts();
  const words = useValueWords();
  const summary = useRef<HTMLDivElement>(null);
  const { mistakes, elsewhere, attempts } = draft;
  const focused = useRef(attempts);
  const count = mistakes.length + elsewhere.length;
  useEffect(() => {
    if (focused.current === attempts) return;
    focused.current = attempts;
    summary.current?.focus();
  }, [attempts]);
  if (count === 0 || attempts === 0) return null;
  const go = (pointer: Pointer): void => {
    onGo?.(pointer);
    goToField(pointer);
  };
  /** `Rules › flow-high › Tag` */
  const elsewhereWords = (pointer: Pointer): string => {
    const part = PARTS.find((each) => isAtOrBelow(pointer, `/${each}`));
    if (part === undefined) return pointer;
    const inside = placeOf(valueOf(part, draft.configuration), pointer.slice(part.length + 1));
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
            <button type="button" className="text-button" onClick={() => go(pointer)}>
              {words.place(placeOf(draft.value, pointer), draft.field) || t('drafts.whole')}
            </button>
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
