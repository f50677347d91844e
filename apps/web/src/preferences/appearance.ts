import { useEffect } from 'react';
import { LANGUAGES, type Language, isLanguage } from '../texts/index.js';
import { usePreference } from './use-preference.js';

export const THEMES = ['default', 'dark', 'light'] as const;
export type ThemeChoice = (typeof THEMES)[number];

export const useThemeChoice = () => usePreference('theme', THEMES, 'default');

/**
 * Puts the theme on the page: the person's choice, else dark in the control room and light at a desk.
 * @param isControlRoom  Whether an operator watches.
 */
export function useTheme(isControlRoom: boolean): void {
  const [choice] = useThemeChoice();
  const usual = isControlRoom ? 'dark' : 'light';
  const theme = choice === 'default' ? usual : choice;
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}

export const DENSITIES = ['regular', 'compact'] as const;
export type Density = (typeof DENSITIES)[number];

export const useDensityChoice = () => usePreference('density', DENSITIES, 'regular');

/** Puts the height of rows on the page: `--row-height` follows it. */
export function useDensity(): void {
  const [density] = useDensityChoice();
  useEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);
}

const browserLanguage = (): Language => {
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage);
  return preferred ?? 'en';
};

export const useLanguageChoice = () => usePreference('language', LANGUAGES, browserLanguage());
