import type { en } from './en/index.js';

export type TextKey = keyof typeof en;
/** All texts of one language. */
export type Catalogue = Readonly<Record<TextKey, string>>;
/** The texts of one room in another language: the same keys as in English. */
export type TranslationOf<English extends Readonly<Record<string, string>>> = Readonly<
  Record<keyof English, string>
>;

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Names of languages are written in themselves. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

export const isLanguage = (value: unknown): value is Language =>
  LANGUAGES.some((language) => language === value);
