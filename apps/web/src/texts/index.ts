export { LANGUAGE_NAMES, LANGUAGES, isLanguage, type Language, type TextKey } from './catalogue.js';
export { TextsProvider, useTexts, type Texts, type Write } from './texts.js';
