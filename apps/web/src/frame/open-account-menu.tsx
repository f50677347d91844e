import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { done, useApi } from '../api/index.js';
import { IconButton, Menu, MenuChoice, MenuItem, MenuSeparator } from '../parts/index.js';
import { THEMES, useLanguageChoice, useThemeChoice } from '../preferences/index.js';
import { useSessionStore } from '../session/index.js';
import { LANGUAGES, useTexts } from '../texts/index.js';

/** Names of languages are written in themselves. */
const LANGUAGE_NAMES = { en: 'English', de: 'Deutsch' } as const;

/** Theme, language, and the way out. */
export default function OpenAccountMenu(): ReactElement {
  const { t } = useTexts();
  const [theme, setTheme] = useThemeChoice();
  const [language, setLanguage] = useLanguageChoice();
  const signOut = useSignOut();
  return (
    <Menu isOpenAtFirst trigger={<IconButton icon="user" label={t('frame.account')} />}>
      <MenuChoice
        label={t('frame.account.theme')}
        value={theme}
        choices={THEMES.map((value) => ({ value, label: t(`frame.account.theme.${value}`) }))}
        onChoose={setTheme}
      />
      <MenuChoice
        label={t('frame.account.language')}
        value={language}
        choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        onChoose={setLanguage}
      />
      <MenuSeparator />
      <MenuItem onChoose={() => void signOut(false)}>{t('frame.account.sign-out')}</MenuItem>
      <MenuItem onChoose={() => void signOut(true)}>{t('frame.account.sign-out-everywhere')}</MenuItem>
    </Menu>
  );
}

/** Nothing of the organization stays in memory. */
function useSignOut(): (everywhere: boolean) => Promise<void> {
  const api = useApi();
  const session = useSessionStore();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async (everywhere) => {
    if (everywhere) await done(api.DELETE('/api/v1/auth/sessions', {}));
    await session.signOut();
    queryClient.clear();
    await navigate({ to: '/sign-in', search: {} });
  };
}
