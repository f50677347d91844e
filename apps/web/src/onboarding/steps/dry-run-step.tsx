import { type ReactElement, useState } from 'react';
import { answer, ApiProblem, type Mistake, useApi } from '../../api/index.js';
import { Button, Empty } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { configuredPlant } from '../mapping/configured-plant.js';
import { DryRunReport, placedMistakes, useAsking, Waiting } from '../../plant-source/index.js';
import { dryRunInput, dryRunKey, feedInput, plantChoices, type ReadTable } from '../wizard.js';
import { useOrganizationWizard } from '../wizard-context.js';
import { MistakeList } from './mistake-list.js';
import { PasswordAgain } from './password-field.js';
import { StepFoot } from './step-foot.js';

/** What the platform makes of the newest rows; nothing is stored. */
export function DryRunStep(): ReactElement | null {
  const { read } = useOrganizationWizard();
  return read === null ? null : <DryRun read={read} />;
}

function DryRun({ read }: { readonly read: ReadTable }): ReactElement {
  const { t } = useTexts();
  const { draft, password, progress } = useOrganizationWizard();
  const { asking, mistakes, tryNow } = useTrying(read);
  const isCurrent = draft.dryRun !== null && draft.dryRun.of === dryRunKey(draft, plantChoices(draft, read));
  const isBusy = asking.sinceMs !== null;
  return (
    <>
      <div className="onboarding-scroll">
        <PasswordAgain />
        <div className="row onboarding-tools">
          <Button
            look={progress.isTried ? 'regular' : 'primary'}
            disabled={isBusy || password === ''}
            onClick={tryNow}
          >
            {t(draft.dryRun === null ? 'onboarding.dry-run.start' : 'onboarding.dry-run.again')}
          </Button>
          <span className="t2">{t('onboarding.dry-run.meaning')}</span>
        </div>
        <Waiting asking={asking} what={t('onboarding.dry-run.running')} onTryNow={tryNow} />
        <MistakeList mistakes={mistakes} />
        {draft.dryRun === null ? (
          <Empty title={t('onboarding.dry-run.never')} />
        ) : (
          <>
            {isCurrent ? null : (
              <p className="onboarding-notice" role="status">
                {t('onboarding.dry-run.outdated')}
              </p>
            )}
            <DryRunReport
              report={draft.dryRun.reply}
              tags={read.mapped}
              zone={read.zone}
              lookEvery={draft.connection.lookEvery}
            />
          </>
        )}
      </div>
      <StepFoot step="dry-run" hint={progress.isTried ? '' : t('onboarding.dry-run.hint')} />
    </>
  );
}

function useTrying(read: ReadTable) {
  const api = useApi();
  const asking = useAsking();
  const { draft, change, organizationId, password, setRefusals } = useOrganizationWizard();
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([]);
  const tryNow = (): void => {
    const choices = plantChoices(draft, read);
    setMistakes([]);
    asking.ask(async (signal) => {
      const params = { path: { organizationId } };
      const body = { ...dryRunInput(choices), feed: feedInput(draft, password) };
      try {
        const reply = await answer(
          api.POST('/api/v1/organizations/{organizationId}/feed/dry-run', { params, body, signal }),
        );
        change({ dryRun: { of: dryRunKey(draft, choices), reply } });
      } catch (error) {
        if (error instanceof ApiProblem) {
          const { ofSignals, others } = placedMistakes(error.mistakes, configuredPlant(choices).sources);
          setRefusals(ofSignals);
          setMistakes(others);
        }
        throw error;
      }
    });
  };
  return { asking, mistakes, tryNow };
}
