import { type ReactElement, type ReactNode, useId } from 'react';
import { Panel, Segmented } from '../parts/index.js';
import {
  DENSITIES,
  THEMES,
  useDensityChoice,
  useLanguageChoice,
  useSingleKeys,
  useSoundChoice,
  useThemeChoice,
} from '../preferences/index.js';
import { LANGUAGES, LANGUAGE_NAMES, useTexts } from '../texts/index.js';

/** What the person chose in this browser. Each holds at once. */
export function PreferencesPanel(): ReactElement {
  const { t } = useTexts();
  const [language, setLanguage] = useLanguageChoice();
  const [theme, setTheme] = useThemeChoice();
  const [density, setDensity] = useDensityChoice();
  const [sound, setSound] = useSoundChoice();
  const [singleKeys, setSingleKeys] = useSingleKeys();
  return (
    <Panel title={t('account.preferences')} subtitle={t('account.preferences.meaning')}>
      <div className="preferences">
        <Preference name={t('frame.account.language')}>
          <Segmented
            label={t('frame.account.language')}
            value={language}
            segments={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            onChoose={setLanguage}
          />
        </Preference>
        <Preference name={t('frame.account.theme')} hint={t('account.theme.hint')}>
          <Segmented
            label={t('frame.account.theme')}
            value={theme}
            segments={THEMES.map((value) => ({ value, label: t(`frame.account.theme.${value}`) }))}
            onChoose={setTheme}
          />
        </Preference>
        <Preference name={t('account.density')} hint={t('account.density.hint')}>
          <Segmented
            label={t('account.density')}
            value={density}
            segments={DENSITIES.map((value) => ({ value, label: t(`account.density.${value}`) }))}
            onChoose={setDensity}
          />
        </Preference>
        <OnOff
          name={t('account.sound')}
          hint={t('account.sound.hint')}
          isOn={sound === 'on'}
          onChange={(isOn) => setSound(isOn ? 'on' : 'off')}
        />
        <OnOff
          name={t('account.single-keys')}
          hint={t('account.single-keys.hint')}
          isOn={singleKeys === 'on'}
          onChange={(isOn) => setSingleKeys(isOn ? 'on' : 'off')}
        />
      </div>
    </Panel>
  );
}

interface PreferenceProps {
  readonly name: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

function Preference({ name, hint, children }: PreferenceProps): ReactElement {
  return (
    <div className="preference">
      <span className="grow">
        <span className="medium">{name}</span>
        {hint === undefined ? null : <span className="t3 hint">{hint}</span>}
      </span>
      {children}
    </div>
  );
}

interface OnOffProps {
  readonly name: string;
  readonly hint: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function OnOff({ name, hint, isOn, onChange }: OnOffProps): ReactElement {
  const id = useId();
  return (
    <Preference name={name} hint={hint}>
      <label className="switch-place" htmlFor={id}>
        <span className="sr">{name}</span>
        <input
          id={id}
          type="checkbox"
          role="switch"
          className="switch"
          checked={isOn}
          onChange={(event) => onChange(event.target.checked)}
        />
      </label>
    </Preference>
  );
}
