export {
  DENSITIES,
  THEMES,
  useDensity,
  useDensityChoice,
  useLanguageChoice,
  useTheme,
  useThemeChoice,
  type Density,
  type ThemeChoice,
} from './appearance.js';
export { type PreferenceChange, PreferenceStore, preferences } from './preference-store.js';
export { useSingleKeys, useSoundChoice } from './switches.js';
export { usePreference, usePreferencesAreKept, useTextPreference } from './use-preference.js';
