import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { finding } from '../address/index.js';
import {
  Empty,
  Failed,
  FilteredToNothing,
  Icon,
  Loading,
  Page,
  SearchField,
  Segmented,
} from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { HealthStrip } from './health/health-strip.js';
import { ActDialog } from './organizations/act-dialog.js';
import { EnableDialog } from './organizations/enable-dialog.js';
import type { Step } from './organizations/organization-step.js';
import { rateText } from './organizations/organization-words.js';
import { OrganizationsTable } from './organizations/organizations-table.js';
import {
  CONDITIONS,
  countOf,
  findOrganizations,
  inOrder,
  ORDERS,
  type OverviewRow,
  totalsOf,
} from './organizations/overview.js';
import { useOverview } from './organizations/use-overview.js';

const route = getRouteApi('/frame/platform');

/** All organizations at a glance, those that need somebody first. */
export function OrganizationsPage(): ReactElement {
  const { t } = useTexts();
  const { rows, error, tryNow } = useOverview();
  return (
    <Page
      title={t('platform.title')}
      lead={rows === null ? null : <Summary rows={rows} />}
      actions={
        <>
          <Controls />
          <Link className="btn primary not-phone" to="/connect/$step" params={{ step: 'organization' }}>
            <Icon name="plus" />
            {t('onboarding.organization.new')}
          </Link>
        </>
      }
    >
      {error === null ? null : <Failed error={error} onTryNow={tryNow} />}
      <HealthStrip />
      {rows === null ? error === null && <Loading /> : <Organizations rows={rows} />}
    </Page>
  );
}

/** `2 need you, 8 are well`. What nobody is, is left out; but that nobody needs you is said. */
function Summary({ rows }: { readonly rows: readonly OverviewRow[] }): ReactElement {
  const { t } = useTexts();
  const shown = CONDITIONS.map((condition) => ({ condition, count: countOf(rows, condition) })).filter(
    ({ condition, count }) => count > 0 || condition === 'needs',
  );
  return (
    <ul className="platform-summary t2">
      {shown.map(({ condition, count }) => (
        <li key={condition} className={condition === 'needs' ? 'strong' : undefined}>
          {t(`platform.count.${condition}`, { count })}
        </li>
      ))}
    </ul>
  );
}

function Controls(): ReactElement {
  const { t } = useTexts();
  const { find = '', order = 'need' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className="platform-controls">
      <SearchField
        label={t('platform.find')}
        value={find}
        onText={(text) => void navigate({ search: finding(text), replace: true })}
      />
      <Segmented
        label={t('platform.order')}
        value={order}
        segments={ORDERS.map((value) => ({ value, label: t(`platform.order.${value}`) }))}
        onChoose={(value) => void navigate({ search: (former) => ({ ...former, order: value }) })}
      />
    </div>
  );
}

function Organizations({ rows }: { readonly rows: readonly OverviewRow[] }): ReactElement {
  const { t } = useTexts();
  const { find = '', order = 'need' } = route.useSearch();
  const navigate = route.useNavigate();
  const [step, setStep] = useState<Step | null>(null);
  const found = findOrganizations(rows, find);
  if (rows.length === 0) return <Empty title={t('platform.empty')}>{t('platform.empty.meaning')}</Empty>;
  if (found.length === 0) {
    const clear = (): void => void navigate({ search: ({ find: _, ...rest }) => rest });
    return <FilteredToNothing filters={t('platform.filter', { find })} onClear={clear} />;
  }
  return (
    <>
      <OrganizationsTable rows={inOrder(found, order)} onStep={setStep} />
      <Foot rows={rows} />
      {step === null ? null : <StepDialog step={step} onClose={() => setStep(null)} />}
    </>
  );
}

function Foot({ rows }: { readonly rows: readonly OverviewRow[] }): ReactElement {
  const { t, language } = useTexts();
  const { organizations, assets, rowsPerSecond } = totalsOf(rows);
  return (
    <p className="platform-foot t3">
      <span>{t('platform.totals', { organizations, assets, rate: rateText(rowsPerSecond, language) })}</span>
      <span>{t('platform.to-change')}</span>
    </p>
  );
}

interface StepDialogProps {
  readonly step: Step;
  readonly onClose: () => void;
}

function StepDialog({ step, onClose }: StepDialogProps): ReactElement {
  const { organization } = step;
  return step.kind === 'act' ? (
    <ActDialog organization={organization} to={step.to} onClose={onClose} />
  ) : (
    <EnableDialog kind={step.kind} organization={organization} onClose={onClose} />
  );
}
