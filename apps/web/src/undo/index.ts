/** The one way back: six seconds, a button and the key Z, for settings, rules, filters and preferences. */
export { filterChange, type FilterChange, type Search, type Shown } from './filter-change.js';
export { OfferPreferences } from './offer-preferences.js';
export type { UndoOffer } from './undo-offers.js';
export { type Undo, UndoProvider, useUndo } from './undo-provider.js';
