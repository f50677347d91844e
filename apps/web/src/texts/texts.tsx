import { createContext, type ReactElement, type ReactNode, useContext, useEffect, useState } from 'react';
import type { Language } from './catalogue.js';
import { en } from './en/index.js';
import { type Texts, textsOf } from './texts-of.js';

const ENGLISH = textsOf('en', en);
const TextsContext = createContext(ENGLISH);

/** English is part of the first chunk; another language is fetched when it is chosen. */
async function loadTexts(language: Language): Promise<Texts> {
  if (language === 'en') return ENGLISH;
  const { german } = await import('./german.js');
  return german;
}

interface TextsProviderProps {
  readonly language: Language;
  readonly children: ReactNode;
}

/** Until the texts of a language are there, the page keeps those that it has. */
export function TextsProvider({ language, children }: TextsProviderProps): ReactElement {
  const [loaded, setLoaded] = useState(ENGLISH);
  useEffect(() => {
    let isCurrent = true;
    loadTexts(language).then(
      (texts) => {
        if (isCurrent) setLoaded(texts);
      },
      () => {
        // Offline: the page stays in the language that it has, and the choice is kept.
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [language]);
  useEffect(() => {
    document.documentElement.lang = loaded.language;
  }, [loaded]);
  return <TextsContext value={loaded}>{children}</TextsContext>;
}

export const useTexts = (): Texts => useContext(TextsContext);
