export { THEMES, useLanguageChoice, useTheme, useThemeChoice, type ThemeChoice } from './appearance.js';
export { PreferenceStore, preferences } from './preference-store.js';
export { usePreference, usePreferencesAreKept } from './use-preference.js';
