import type { Catalogue, Language, TextKey } from './catalogue.js';
import type { en } from './en/index.js';
import { MessageWriter, type TextValues } from './message.js';
import { type Sentences, sentencesAsSent } from './sentences/sentences.js';
import type { ArgumentsOf } from './text-arguments.js';

/** Writes a text of the catalogue; the compiler knows the values that it takes. */
export type Write = <Key extends TextKey>(key: Key, ...values: ArgumentsOf<(typeof en)[Key]>) => string;

export interface Texts {
  readonly language: Language;
  /** Texts of the interface. */
  readonly t: Write;
  /** Sentences that the platform makes. */
  readonly sentences: Sentences;
}

export function textsOf(
  language: Language,
  catalogue: Catalogue,
  sentences: Sentences = sentencesAsSent,
): Texts {
  const writer = new MessageWriter(language);
  return {
    language,
    sentences,
    t: (key, ...values) => writer.write(catalogue[key], valuesIn(values)),
  };
}

/** The compiler has checked them against the message of the key. */
function valuesIn([values]: readonly unknown[]): TextValues {
  return isValues(values) ? values : {};
}

const isValues = (values: unknown): values is TextValues => typeof values === 'object' && values !== null;
