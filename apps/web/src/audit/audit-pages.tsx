import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useOrganization } from '../frame/index.js';
import { useTexts } from '../texts/index.js';
import { AuditPage } from './audit-page.js';

const ofOrganization = getRouteApi('/frame/audit');
const ofPlatform = getRouteApi('/frame/platform/audit');

/** The log of the organization. */
export function OrganizationAuditPage(): ReactElement {
  const { t } = useTexts();
  const search = ofOrganization.useSearch();
  const navigate = ofOrganization.useNavigate();
  const organization = useOrganization();
  return (
    <AuditPage
      of="organization"
      title={t('audit.title')}
      fileName={`audit ${organization?.name ?? ''}.csv`}
      search={search}
      onSearch={(next, options) => void navigate({ search: next, ...options })}
    />
  );
}

/** The platform's own log: what belongs to no organization. */
export function PlatformAuditPage(): ReactElement {
  const { t } = useTexts();
  const search = ofPlatform.useSearch();
  const navigate = ofPlatform.useNavigate();
  return (
    <AuditPage
      of="platform"
      title={t('audit.platform')}
      fileName="audit platform.csv"
      search={search}
      onSearch={(next, options) => void navigate({ search: next, ...options })}
    />
  );
}
