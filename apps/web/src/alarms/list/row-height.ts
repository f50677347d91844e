import { useSyncExternalStore } from 'react';
import { useDensityChoice } from '../../preferences/index.js';

const REM_PX = 16;
/** In rem, so that a person's own size of text and 200 % zoom work: `--row-height`. */
const HEIGHTS_REM = { regular: 2.25, compact: 1.75, touch: 3.5, phone: 4.5 } as const;
const PHONE = '(width < 48rem)';
const TOUCH = '(pointer: coarse)';

const kindOf = (): Exclude<keyof typeof HEIGHTS_REM, 'compact'> => {
  if (matchMedia(PHONE).matches) return 'phone';
  return matchMedia(TOUCH).matches ? 'touch' : 'regular';
};

function listen(listener: () => void): () => void {
  const queries = [PHONE, TOUCH].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
  };
}

const remOf = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || REM_PX;
/** Kept: to ask for a style while rows are drawn makes the browser work out all of them at once. */
let keptRem: number | null = null;
const rem = (): number => (keptRem ??= remOf());

/** A person's own size of text comes as another size of the window. */
function listenToRem(listener: () => void): () => void {
  const look = (): void => {
    keptRem = remOf();
    listener();
  };
  window.addEventListener('resize', look);
  return () => {
    window.removeEventListener('resize', look);
    keptRem = null;
  };
}

/** Height of a row in px; two lines on a phone. */
export function useRowHeight(): number {
  const pointed = useSyncExternalStore(listen, kindOf);
  const [density] = useDensityChoice();
  const kind = pointed === 'regular' ? density : pointed;
  return HEIGHTS_REM[kind] * useSyncExternalStore(listenToRem, rem);
}
