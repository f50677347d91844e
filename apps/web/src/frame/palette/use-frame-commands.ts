import { usePreference } from '../../preferences/index.js';
import { useTexts } from '../../texts/index.js';
import type { PageCommand } from '../page-commands.js';
import { useSignOut } from '../use-sign-out.js';

/** What can be done on every page. */
export function useFrameCommands(onKeys: () => void): readonly PageCommand[] {
  const { t } = useTexts();
  const signOut = useSignOut();
  const [folded, setFolded] = usePreference('navigation', ['open', 'folded'], 'open');
  const isFolded = folded === 'folded';
  return [
    { id: 'frame.keys', label: t('frame.keys'), keys: ['?'], run: onKeys },
    {
      id: 'frame.fold',
      label: t(isFolded ? 'frame.unfold-navigation' : 'frame.fold-navigation'),
      keys: ['['],
      run: () => setFolded(isFolded ? 'open' : 'folded'),
    },
    {
      id: 'frame.sign-out',
      label: t('frame.account.sign-out'),
      keys: [],
      run: () => void signOut(false),
    },
  ];
}
