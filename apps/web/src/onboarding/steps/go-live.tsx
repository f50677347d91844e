import type { ReactElement } from 'react';
import { ApiProblem } from '../../api/index.js';
import { Button, Panel } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { configuredPlant, rulesLeftOut, rulesOf, settingsOf } from '../mapping/configured-plant.js';
import { Waiting } from '../../plant-source/index.js';
import { plantChoices, type ReadTable } from '../wizard.js';
import { useOrganizationWizard } from '../wizard-context.js';
import { MistakeList } from './mistake-list.js';
import { PasswordAgain } from './password-field.js';
import { useGoLive } from './use-go-live.js';

/** What will be saved, and the button that saves it. */
export function GoLive({ read }: { readonly read: ReadTable }): ReactElement {
  const { t } = useTexts();
  const { draft, config, password } = useOrganizationWizard();
  const { asking, mistakes, goLive } = useGoLive();
  const choices = plantChoices(draft, read);
  const { tags, assets } = configuredPlant(choices);
  const settings = settingsOf(choices, config.settings);
  const rules = rulesOf(choices, settings);
  const leftOut = rulesLeftOut(choices, rules);
  const isRefused = asking.error instanceof ApiProblem && !asking.error.isPassing;
  const { database, host, lookEvery } = draft.connection;
  return (
    <Panel title={t('onboarding.live.saves')}>
      <ul className="onboarding-saves">
        <li>{t('onboarding.live.feed', { database, host, every: lookEvery })}</li>
        <li>{t('onboarding.live.tags', { tags: tags.length, assets: assets.length })}</li>
        <li>
          {t('onboarding.live.rules', { count: rules.length })}{' '}
          {leftOut === 0 ? '' : t('onboarding.live.rules-left-out', { count: leftOut })}
        </li>
        <li>{t('onboarding.live.failures', { count: settings.failures.tags.length })}</li>
        <li>{t('onboarding.live.history', { days: settings.history.takeOver.days })}</li>
      </ul>
      <PasswordAgain />
      <span className="row">
        <Button
          look="primary"
          size="big"
          disabled={asking.sinceMs !== null || password === ''}
          onClick={() => goLive(read)}
        >
          {t('onboarding.live.go')}
        </Button>
      </span>
      <Waiting asking={asking} what={t('onboarding.live.saving')} />
      {asking.error === null ? null : (
        <p className="medium" role="status">
          {t(isRefused ? 'onboarding.live.nothing-saved' : 'onboarding.live.not-known')}
        </p>
      )}
      <MistakeList mistakes={mistakes} />
    </Panel>
  );
}
