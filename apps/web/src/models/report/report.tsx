import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { idText } from '../../address/index.js';
import type { ModelDetail, ModelSummary } from '../model-types.js';
import { useModel } from '../use-models.js';
import { AgainstChoice } from './against-choice.js';
import { CalibrationPanel } from './calibration-panel.js';
import type { JudgedVersion } from './compared-rows.js';
import { ComparisonPanel } from './comparison-panel.js';
import { featuresApart } from './features-apart.js';
import { HistoryPanel } from './history-panel.js';
import { ImportancePanel } from './importance-panel.js';
import { LeadPanel } from './lead-panel.js';
import { Lineage } from './lineage.js';
import { PrecisionPanel } from './precision-panel.js';
import type { ReportView } from './report-view.js';
import { ShadowPanel } from './shadow-panel.js';
import { TimelinePanel } from './timeline-panel.js';
import { VerdictPanel } from './verdict-panel.js';

interface ReportProps {
  readonly model: ModelDetail;
  /** All versions: one of them stands beside it. */
  readonly models: readonly ModelSummary[];
  /** Whether charts are shown as tables. */
  readonly isTable: boolean;
}

/** The report of a version. What the gateway does not give is left out. */
export function Report({ model, models, isTable }: ReportProps): ReactElement {
  const { manifest, version } = model;
  const { judgement } = manifest;
  const view: ReportView = { version, isTable };
  const parent = manifest.lineage?.parent ?? null;
  return (
    <div className="model-report">
      <VerdictPanel model={model} />
      {model.state === 'shadow' ? <ShadowPanel version={version} /> : null}
      {judgement === null ? null : (
        <>
          <TimelinePanel judgement={judgement} view={view} />
          <Comparison
            own={{ version, judgement }}
            features={manifest.featureNames}
            parent={parent}
            models={models}
          />
          <PrecisionPanel judgement={judgement} parent={parent} view={view} />
        </>
      )}
      <div className="model-thirds">
        {judgement === null ? null : (
          <>
            <CalibrationPanel judgement={judgement} view={view} />
            <LeadPanel judgement={judgement} view={view} />
          </>
        )}
        <ImportancePanel reference={manifest.reference} />
      </div>
      <HistoryPanel history={model.history} />
      <Lineage model={model} />
    </div>
  );
}

const route = getRouteApi('/frame/models/$version');

interface ComparisonProps {
  readonly own: JudgedVersion;
  /** That it uses. */
  readonly features: readonly string[];
  readonly parent: string | null;
  readonly models: readonly ModelSummary[];
}

/** Beside the champion at first; the address says which other version was chosen. */
function Comparison({ own, features, parent, models }: ComparisonProps): ReactElement {
  const { against } = route.useSearch();
  const navigate = route.useNavigate();
  const others = models.filter(({ version }) => version !== own.version);
  const champion = others.find(({ state }) => state === 'champion')?.version ?? null;
  const known = others.find(({ version }) => version === against)?.version ?? null;
  const wanted = known ?? champion;
  const { data } = useModel(wanted);
  const judgement = data?.manifest.judgement ?? null;
  return (
    <ComparisonPanel
      own={own}
      parent={parent}
      unknown={against === undefined || known !== null ? null : idText(against)}
      apart={data === undefined ? null : featuresApart(features, data.manifest.featureNames)}
      against={wanted === null || judgement === null ? null : { version: wanted, judgement }}
      choice={
        <AgainstChoice
          models={others}
          chosen={wanted}
          onChoose={(version) => void navigate({ search: { against: version } })}
        />
      }
    />
  );
}
