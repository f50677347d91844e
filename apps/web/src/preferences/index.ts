export { THEMES, useLanguageChoice, useTheme, useThemeChoice, type ThemeChoice } from './appearance.js';
export { PreferenceStore } from './preference-store.js';
export { usePreference } from './use-preference.js';
