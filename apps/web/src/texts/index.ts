export { LANGUAGE_NAMES, LANGUAGES, isLanguage, type Language, type TextKey } from './catalogue.js';
export type { Sentences } from './sentences/sentences.js';
export { TextsProvider, useTexts } from './texts.js';
export type { Texts, Write } from './texts-of.js';
