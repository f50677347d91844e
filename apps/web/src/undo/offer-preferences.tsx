import { useEffect } from 'react';
import { preferences } from '../preferences/index.js';
import { useTexts } from '../texts/index.js';
import { useUndo } from './undo-provider.js';

/** What a person chooses in this browser; drafts and places are kept in the same store. */
const CHOICES = ['theme', 'density', 'language', 'sound', 'single-keys'] as const;

/** Offers to take a preference back, wherever it was chosen. */
export function OfferPreferences(): null {
  const { t } = useTexts();
  const { offer } = useUndo();
  useEffect(
    () =>
      preferences.listenToChanges(({ name, former }) => {
        const choice = CHOICES.find((each) => each === name);
        if (choice === undefined) return;
        offer({
          text: t(`undo.preference.${choice}`),
          undo: () => {
            preferences.restore(choice, former);
            return t('undo.done');
          },
        });
      }),
    [offer, t],
  );
  return null;
}
