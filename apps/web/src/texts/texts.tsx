import {
  createContext,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import type { Catalogue, Language, TextKey } from './catalogue.js';
import { en } from './en/index.js';
import { MessageWriter, type TextValues } from './message.js';
import type { ArgumentsOf } from './text-arguments.js';

/** Writes a text of the catalogue; the compiler knows the values that it takes. */
export type Write = <Key extends TextKey>(key: Key, ...values: ArgumentsOf<(typeof en)[Key]>) => string;

export interface Texts {
  readonly language: Language;
  readonly t: Write;
}

export function textsOf(language: Language, catalogue: Catalogue): Texts {
  const writer = new MessageWriter(language);
  return {
    language,
    t: (key, ...values) => writer.write(catalogue[key], valuesIn(values)),
  };
}

/** The compiler has checked them against the message of the key. */
function valuesIn([values]: readonly unknown[]): TextValues {
  return isValues(values) ? values : {};
}

const isValues = (values: unknown): values is TextValues => typeof values === 'object' && values !== null;

const TextsContext = createContext<Texts>(textsOf('en', en));

/** English is part of the first chunk; another language is fetched when it is chosen. */
async function catalogueOf(language: Language): Promise<Catalogue> {
  return language === 'en' ? en : (await import('./de/index.js')).de;
}

interface TextsProviderProps {
  readonly language: Language;
  readonly children: ReactNode;
}

/** Until the texts of a language are there, the page keeps those that it has. */
export function TextsProvider({ language, children }: TextsProviderProps): ReactElement {
  const [loaded, setLoaded] = useState<{ readonly language: Language; readonly catalogue: Catalogue }>({
    language: 'en',
    catalogue: en,
  });
  useEffect(() => {
    let isCurrent = true;
    catalogueOf(language).then(
      (catalogue) => {
        if (isCurrent) setLoaded({ language, catalogue });
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
  const texts = useMemo(() => textsOf(loaded.language, loaded.catalogue), [loaded]);
  return <TextsContext value={texts}>{children}</TextsContext>;
}

export const useTexts = (): Texts => useContext(TextsContext);
