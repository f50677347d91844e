import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { IconButton, Menu, MenuChoice, MenuItem, MenuSeparator } from '../parts/index.js';
import { THEMES, useLanguageChoice, useThemeChoice } from '../preferences/index.js';
import { LANGUAGE_NAMES, LANGUAGES, useTexts } from '../texts/index.js';
import { useSignOut } from './use-sign-out.js';

/** The person's own page, theme, language, and the way out. */
export default function OpenAccountMenu(): ReactElement {
  const { t } = useTexts();
  const [theme, setTheme] = useThemeChoice();
  const [language, setLanguage] = useLanguageChoice();
  const signOut = useSignOut();
  const navigate = useNavigate();
  return (
    <Menu isOpenAtFirst trigger={<IconButton icon="user" label={t('frame.account')} />}>
      <MenuItem icon="user" onChoose={() => void navigate({ to: '/me' })}>
        {t('frame.account.own')}
      </MenuItem>
      <MenuSeparator />
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
