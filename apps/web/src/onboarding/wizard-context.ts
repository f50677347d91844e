import { createContext, useContext } from 'react';
import type { ConfigView, Refusals } from '../plant-source/index.js';
import type { DraftInUse } from './draft/use-draft.js';
import type { Progress, Step } from './steps/wizard-steps.js';
import type { ReadTable } from './wizard.js';

/** What every step reads. */
export interface Wizard extends DraftInUse {
  readonly progress: Progress;
  /** Null until a table was chosen and read. */
  readonly read: ReadTable | null;
  /** In memory only, for as long as the wizard is open; empty: it has to be asked for. */
  readonly password: string;
  readonly setPassword: (password: string) => void;
  /** What the platform refused last, by the signal's name at the source. */
  readonly refusals: Refusals;
  readonly setRefusals: (refusals: Refusals) => void;
  readonly go: (step: Step) => void;
}

/** A step that is about an organization. */
export interface OrganizationWizard extends Wizard {
  readonly organizationId: string;
  readonly config: ConfigView;
}

export const WizardContext = createContext<Wizard | OrganizationWizard | null>(null);

export function useWizard(): Wizard {
  const wizard = useContext(WizardContext);
  if (wizard === null) throw new Error('useWizard is used outside of the wizard');
  return wizard;
}

/** For every step but the first, which are not shown without an organization. */
export function useOrganizationWizard(): OrganizationWizard {
  const wizard = useWizard();
  if (isOfOrganization(wizard)) return wizard;
  throw new Error('This step needs an organization');
}

const isOfOrganization = (wizard: Wizard): wizard is OrganizationWizard => 'organizationId' in wizard;
