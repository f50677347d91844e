import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { type ReactElement, useCallback, useMemo, useState } from 'react';
import { answer, useApi } from '../api/index.js';
import { Chip, Empty, Failed, Loading, Page } from '../parts/index.js';
import { useSession } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { type ConfigView, knownZones, NO_REFUSALS, type Refusals } from '../plant-source/index.js';
import { CONFIG_KEY } from './config-key.js';
import type { Draft, TableContent } from './draft/draft.js';
import { useDraft } from './draft/use-draft.js';
import { ConnectionStep } from './steps/connection-step.js';
import { DryRunStep } from './steps/dry-run-step.js';
import { LiveStep } from './steps/live-step.js';
import { MappingStep } from './steps/mapping-step.js';
import { OrganizationStep } from './steps/organization-step.js';
import { StepList } from './steps/step-list.js';
import { TablesStep } from './steps/tables-step.js';
import { firstMissing, isOver, isStep, type Step } from './steps/wizard-steps.js';
import { progressOf, proposedTable, readTable } from './wizard.js';
import { type OrganizationWizard, type Wizard, WizardContext } from './wizard-context.js';

const route = getRouteApi('/frame/connect/$step');

/** A plant comes on board, step by step; each step has its address. */
export function OnboardingPage(): ReactElement {
  const { t } = useTexts();
  const { organizationId } = useSession();
  const { data: config, error, refetch } = useConfig(organizationId);
  if (error !== null) {
    return (
      <Page title={t('onboarding.title')}>
        <Failed error={error} onTryNow={() => void refetch()} />
      </Page>
    );
  }
  if (organizationId !== null && config === undefined) {
    return (
      <Page title={t('onboarding.title')}>
        <Loading />
      </Page>
    );
  }
  // What was typed for one organization is never shown for another.
  return <WizardOf key={organizationId} organizationId={organizationId} config={config ?? null} />;
}

function useConfig(organizationId: string | null) {
  const api = useApi();
  return useQuery({
    queryKey: [...CONFIG_KEY, organizationId],
    enabled: organizationId !== null,
    // Read anew for each visit, and then kept: what is saved is based on this revision.
    gcTime: 0,
    staleTime: Infinity,
    queryFn: ({ signal }) => {
      const params = { path: { organizationId: organizationId ?? '' } };
      return answer(api.GET('/api/v1/organizations/{organizationId}/config', { params, signal }));
    },
  });
}

interface WizardOfProps {
  readonly organizationId: string | null;
  /** Null: no organization is chosen yet. */
  readonly config: ConfigView | null;
}

function WizardOf({ organizationId, config }: WizardOfProps): ReactElement {
  const { step } = route.useParams();
  const wizard = useWizardState(organizationId, config);
  if (!isStep(step)) return <Navigate to="/connect/$step" params={{ step: 'organization' }} replace />;
  if (isOver(wizard.progress) && step !== 'live') {
    return <Navigate to="/connect/$step" params={{ step: 'live' }} replace />;
  }
  const missing = firstMissing(step, wizard.progress);
  if (missing !== null) {
    return <Navigate to="/connect/$step" params={{ step: missing }} search={{ wanted: step }} replace />;
  }
  const isConnectedAlready = config?.feed != null && !wizard.progress.isLive;
  return (
    <WizardContext value={wizard}>
      <WizardFrame step={step} name={config?.name ?? null} table={wizard.draft.table}>
        {isConnectedAlready && step !== 'organization' ? <ConnectedAlready /> : <StepBody step={step} />}
      </WizardFrame>
    </WizardContext>
  );
}

function useWizardState(
  organizationId: string | null,
  config: ConfigView | null,
): Wizard | OrganizationWizard {
  const navigate = route.useNavigate();
  const kept = useDraft(organizationId);
  const { draft, content } = kept;
  const [password, setPassword] = useState('');
  const [refusals, setRefusals] = useState<Refusals>(NO_REFUSALS);
  const proposed = useProposedTable(draft, content);
  const read = useMemo(() => (proposed === null ? null : readTable(draft, proposed)), [draft, proposed]);
  const progress = useMemo(
    () => progressOf(draft, read, organizationId !== null),
    [draft, read, organizationId],
  );
  const go = useCallback(
    (step: Step) => void navigate({ to: '/connect/$step', params: { step }, search: {} }),
    [navigate],
  );
  const wizard = { ...kept, read, progress, password, setPassword, refusals, setRefusals, go };
  return organizationId === null || config === null ? wizard : { ...wizard, organizationId, config };
}

/** Proposals are made once for a table, not with every letter that somebody types. */
function useProposedTable({ table, reading, template, connection }: Draft, content: TableContent | null) {
  const zones = useMemo(() => knownZones(), []);
  return useMemo(
    () => proposedTable({ table, reading, template, connection }, content, zones),
    [table, reading, template, connection, content, zones],
  );
}

interface WizardFrameProps {
  readonly step: Step;
  readonly name: string | null;
  readonly table: string | null;
  readonly children: ReactElement;
}

function WizardFrame({ step, name, table, children }: WizardFrameProps): ReactElement {
  const { t } = useTexts();
  const { organizationId } = useSession();
  const { wanted } = route.useSearch();
  return (
    <Page
      title={name === null ? t('onboarding.title') : t('onboarding.title-of', { name })}
      lead={table === null ? null : <Chip icon="database">{table}</Chip>}
      actions={
        <>
          <span className="t3 not-phone">{t('onboarding.kept')}</span>
          <Link className="btn" to={organizationId === null ? '/platform' : '/feeds'}>
            {t('onboarding.leave')}
          </Link>
        </>
      }
      scrolls={false}
    >
      <p className="phone-only onboarding-notice">{t('states.larger-screen')}</p>
      <StepList step={step} />
      {wanted === undefined || wanted === step ? null : (
        <p className="onboarding-notice" role="status">
          {t('onboarding.first', {
            step: t(`onboarding.step.${step}`),
            wanted: t(`onboarding.step.${wanted}`),
          })}
        </p>
      )}
      <div className="onboarding-body">{children}</div>
    </Page>
  );
}

function StepBody({ step }: { readonly step: Step }): ReactElement {
  switch (step) {
    case 'organization':
      return <OrganizationStep />;
    case 'connection':
      return <ConnectionStep />;
    case 'tables':
      return <TablesStep />;
    case 'mapping':
      return <MappingStep />;
    case 'dry-run':
      return <DryRunStep />;
    case 'live':
      return <LiveStep />;
  }
}

/** The wizard would replace what works. */
function ConnectedAlready(): ReactElement {
  const { t } = useTexts();
  return (
    <Empty
      title={t('onboarding.connected-already')}
      action={
        <span className="row">
          <Link className="btn" to="/feeds">
            {t('onboarding.see-feed')}
          </Link>
          <Link className="btn" to="/settings">
            {t('onboarding.see-configuration')}
          </Link>
        </span>
      }
    >
      {t('onboarding.connected-already.meaning')}
    </Empty>
  );
}
