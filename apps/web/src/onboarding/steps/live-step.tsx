import type { ReactElement } from 'react';
import { useOrganizationWizard } from '../wizard-context.js';
import { ArrivingRows } from './arriving-rows.js';
import { GoLive } from './go-live.js';
import { StepFoot } from './step-foot.js';

/** Everything is saved in one act; then the first rows come. */
export function LiveStep(): ReactElement {
  const { progress, read } = useOrganizationWizard();
  return (
    <>
      <div className="onboarding-scroll">
        {progress.isLive || read === null ? <ArrivingRows /> : <GoLive read={read} />}
      </div>
      {progress.isLive ? null : <StepFoot step="live" />}
    </>
  );
}
