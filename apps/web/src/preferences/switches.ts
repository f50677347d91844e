import { usePreference } from './use-preference.js';

const ON_OFF = ['on', 'off'] as const;

/** Whether single characters are keys: a person who dictates switches them off (WCAG 2.1.4). */
export const useSingleKeys = () => usePreference('single-keys', ON_OFF, 'on');

/** Whether alerts sound in this browser. */
export const useSoundChoice = () => usePreference('sound', ON_OFF, 'on');
