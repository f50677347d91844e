import { type ReactElement, useState } from 'react';
import { answer, ApiProblem, useApi } from '../../api/index.js';
import { type Draft, isSame, type Json, readPart, useIsReadOnly } from '../../drafts/index.js';
import { Button, Panel } from '../../parts/index.js';
import { type DryRun, DryRunReport, useAsking, Waiting } from '../../plant-source/index.js';
import { useOrganizationId } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';

const SECOND_MS = 1_000;

/** A dry run, and what was tried: it is outdated when that changes. */
interface Tried {
  readonly value: Json;
  readonly report: DryRun;
}

/** What the platform makes of the newest rows with the draft; nothing is stored. */
export function DryRunPanel({ draft }: { readonly draft: Draft }): ReactElement {
  const { t, sentences } = useTexts();
  const isReadOnly = useIsReadOnly();
  const { asking, tried, tryNow } = useDryRun(draft);
  const source = readPart('source', draft.value);
  const refusal = asking.error instanceof ApiProblem ? asking.error : null;
  const mistakes = refusal?.mistakes ?? [];
  return (
    <Panel title={t('onboarding.step.dry-run')} subtitle={t('onboarding.dry-run.meaning')}>
      {isReadOnly ? null : (
        <Button disabled={source === null || asking.sinceMs !== null} onClick={tryNow}>
          {t(tried === null ? 'onboarding.dry-run.start' : 'onboarding.dry-run.again')}
        </Button>
      )}
      {source === null ? <p className="t2">{t('feeds.source.dry-run.mistakes')}</p> : null}
      <Waiting asking={asking} what={t('onboarding.dry-run.running')} onTryNow={tryNow} />
      {mistakes.length === 0 ? null : (
        <ul className="onboarding-mistakes">
          {mistakes.map(({ pointer, ...mistake }) => (
            <li key={`${pointer} ${mistake.detail}`}>
              <span className="mono">{pointer}</span> {sentences.mistake(mistake, refusal?.code ?? '')}
            </li>
          ))}
        </ul>
      )}
      {tried === null || source === null ? null : (
        <>
          {isSame(tried.value, draft.value) ? null : (
            <p className="onboarding-notice" role="status">
              {t('onboarding.dry-run.outdated')}
            </p>
          )}
          <DryRunReport
            report={tried.report}
            tags={source.tags.map(({ tag, label = '', unit = '' }) => ({ tag, label, unit }))}
            zone={source.mapping?.timeZone ?? 'UTC'}
            lookEvery={String((source.feed?.pollIntervalMs ?? 0) / SECOND_MS)}
          />
        </>
      )}
    </Panel>
  );
}

function useDryRun(draft: Draft) {
  const api = useApi();
  const organizationId = useOrganizationId();
  const asking = useAsking();
  const [tried, setTried] = useState<Tried | null>(null);
  const tryNow = (): void => {
    const { value, configuration } = draft;
    const source = readPart('source', value);
    if (source?.feed == null || source.mapping === null) return;
    const { feed, mapping, tags } = source;
    const { assets, settings } = configuration;
    const { operatingStates, scanPeriodMs } = settings;
    asking.ask(async (signal) => {
      const params = { path: { organizationId } };
      const body = { feed, mapping, tags, assets, settings: { operatingStates, scanPeriodMs } };
      const report = await answer(
        api.POST('/api/v1/organizations/{organizationId}/feed/dry-run', { params, body, signal }),
      );
      setTried({ value, report });
    });
  };
  return { asking, tried, tryNow };
}
