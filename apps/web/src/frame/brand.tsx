import type { ReactElement } from 'react';
import { useSession } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { useOrganization } from './organization-context.js';

export function Eagle(): ReactElement {
  return (
    <svg className="logo" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M2 12.5c4.2.2 6-1.2 8-4.6 2 3.4 3.8 4.8 8 4.6-3 3.3-6 4-8 4s-5-.7-8-4Z" fill="currentColor" />
      <path
        d="M5.2 6.6c2.4 0 3.8-.8 4.8-2.6 1 1.8 2.4 2.6 4.8 2.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </svg>
  );
}

/** The organization that everything on the screen belongs to. */
export function Brand(): ReactElement {
  const { t } = useTexts();
  const organization = useOrganization();
  const { organizationId } = useSession();
  // The name of an organization is not known for a moment: nothing stands in its place.
  const name = organizationId === null ? t('frame.product') : (organization?.name ?? '');
  return (
    <div className="brand">
      <Eagle />
      <span className="org clip" title={name}>
        {name}
      </span>
    </div>
  );
}
