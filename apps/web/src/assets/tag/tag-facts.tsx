import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactElement, useMemo } from 'react';
import { type Alert, answer, useApi } from '../../api/index.js';
import { numberText, shareText, valueText } from '../../charts/index.js';
import { seriesIn } from '../../charts/series-answer.js';
import { featureText, meaningOf } from '../../feature-names/index.js';
import { useOrganizationQuery } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import type { Axis } from '../asset/axis.js';
import { type Lane, tagsOf } from '../asset/lane.js';
import { useReadSeries } from '../asset/use-asset-history.js';
import { useRestingAxis } from '../asset/use-axis.js';
import { usualRanges } from '../asset/usual-ranges.js';
import type { Configuration, Tag } from '../use-configuration.js';
import { distributionOf, usualRangeOf } from './distribution.js';
import { DistributionPlot } from './distribution-plot.js';
import { CELLS, goodShareOf, qualityCells } from './quality-strip.js';
import { featuresWith, rulesWith } from './uses.js';

interface TagFactsProps {
  readonly assetId: string;
  readonly lane: Lane;
  readonly axis: Axis;
  readonly configuration: Configuration;
  readonly standing: readonly Alert[];
}

/** Beside the time axis: how usual the values are, how good, and what uses them. */
export default function TagFacts(props: TagFactsProps): ReactElement {
  const { assetId, lane, axis, configuration, standing } = props;
  const { tag } = lane;
  const resting = useRestingAxis(axis);
  const series = useReadSeries({ assetId, axis: resting }, tagsOf([lane])).data;
  const column = series?.columns.find(({ name }) => name === tag.tag);
  const recent = useRecentValues(assetId, tag.tag, resting.range.toMs);
  const ofModel = usualRanges(standing).get(tag.tag);
  return (
    <aside className="tag-facts" aria-label={tag.tag}>
      {column === undefined ? null : (
        <ValuesPanel
          tag={tag}
          values={column.mean}
          usual={ofModel ?? usualRangeOf(recent)}
          isOfModel={ofModel !== undefined}
        />
      )}
      {column === undefined || series === undefined ? null : (
        <QualityPanel cells={qualityCells(series, column, resting.range)} good={goodShareOf(column)} />
      )}
      <RulesPanel tag={tag} configuration={configuration} />
      <FeaturesPanel assetId={assetId} tag={tag} configuration={configuration} />
    </aside>
  );
}

interface ValuesPanelProps {
  readonly tag: Tag;
  readonly values: readonly (number | null)[];
  readonly usual: { readonly low: number; readonly high: number } | null;
  readonly isOfModel: boolean;
}

function ValuesPanel({ tag, values, usual, isOfModel }: ValuesPanelProps): ReactElement {
  const { t, language } = useTexts();
  const distribution = useMemo(() => distributionOf(values), [values]);
  return (
    <section>
      <h2>{t('assets.tag.distribution')}</h2>
      {distribution === null ? (
        <p className="t2">{t('assets.tag.no-values')}</p>
      ) : (
        <DistributionPlot distribution={distribution} usual={usual} unit={tag.unit} />
      )}
      <p className="t2">
        {usual === null
          ? t('assets.tag.usual-unknown')
          : t(isOfModel ? 'assets.tag.usual-of-model' : 'assets.tag.usual', {
              low: numberText(usual.low, language),
              high: valueText(usual.high, tag.unit, language),
            })}
      </p>
    </section>
  );
}

interface QualityPanelProps {
  readonly cells: ReturnType<typeof qualityCells>;
  readonly good: number | null;
}

const [STRIP_WIDTH, STRIP_HEIGHT] = [264, 28];

function QualityPanel({ cells, good }: QualityPanelProps): ReactElement {
  const { t, language } = useTexts();
  const width = STRIP_WIDTH / CELLS;
  const sentence =
    good === null
      ? t('assets.tag.no-values')
      : t('assets.tag.good-share', { share: shareText(good, language) });
  return (
    <section>
      <h2>{t('assets.tag.quality')}</h2>
      <svg
        className="quality-strip"
        viewBox={`0 0 ${STRIP_WIDTH} ${STRIP_HEIGHT}`}
        role="img"
        aria-label={sentence}
      >
        {cells.map((share, at) => (
          <rect
            key={at}
            className={share === null ? 'nothing' : share < 1 ? 'bad' : 'good'}
            x={at * width}
            y={STRIP_HEIGHT * (1 - Math.max(0.06, share ?? 1))}
            width={Math.max(1, width - 0.8)}
            height={STRIP_HEIGHT * Math.max(0.06, share ?? 1)}
          />
        ))}
      </svg>
      <p className="t2">{sentence}</p>
    </section>
  );
}

interface UsesProps {
  readonly tag: Tag;
  readonly configuration: Configuration;
}

function RulesPanel({ tag, configuration }: UsesProps): ReactElement {
  const { t } = useTexts();
  const rules = rulesWith(tag.tag, configuration.rules);
  return (
    <section>
      <h2>{t('assets.tag.rules', { count: rules.length })}</h2>
      {rules.length === 0 ? <p className="t2">{t('assets.tag.no-rules')}</p> : null}
      <ul>
        {rules.map(({ id, title, enabled }) => (
          <li key={id} className={enabled ? undefined : 't3'} title={id}>
            {enabled ? title : t('assets.tag.rule-off', { title })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Features of the model that serves, as its newest prediction names them. */
function FeaturesPanel({
  assetId,
  tag,
  configuration,
}: UsesProps & { readonly assetId: string }): ReactElement {
  const { t } = useTexts();
  const names = useFeatureNames(assetId);
  const features = featuresWith(tag.tag, names, configuration.tags);
  const isTag = (name: string): boolean => configuration.tags.some((each) => each.tag === name);
  return (
    <section>
      <h2>{t('assets.tag.features', { count: features.length })}</h2>
      {features.length > 0 ? null : (
        <p className="t2">{t(tag.modelInput ? 'assets.tag.no-features' : 'assets.tag.no-input')}</p>
      )}
      <ul>
        {features.map((feature) => (
          <li key={feature} title={feature}>
            {featureText(meaningOf(feature, isTag), { label: tag.label }, t)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function useFeatureNames(assetId: string): readonly string[] {
  const api = useApi();
  const named = useOrganizationQuery();
  const { data } = useQuery({
    queryKey: ['assets', 'features', named.organizationId, assetId],
    queryFn: async ({ signal }) => {
      const { items } = await answer(
        api.GET('/api/v1/predictions/latest', { params: { query: named }, signal }),
      );
      return Object.keys(items.find((each) => each.assetId === assetId)?.features ?? {});
    },
  });
  return data ?? [];
}

const DAY_MS = 86_400_000;
const RECENT_DAYS = 30;
const POINTS = 500;

/** Means of the thirty days before, for what is usual. */
function useRecentValues(assetId: string, tag: string, toMs: number): readonly (number | null)[] {
  const api = useApi();
  const named = useOrganizationQuery();
  const day = Math.floor(toMs / DAY_MS);
  const { data } = useQuery({
    queryKey: ['assets', 'usual', named.organizationId, assetId, tag, day],
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const [from, to] = [day - RECENT_DAYS, day + 1].map((each) => new Date(each * DAY_MS).toISOString());
      const query = { ...named, asset: assetId, tags: tag, from: from ?? '', to: to ?? '', points: POINTS };
      const series = await seriesIn(answer(api.GET('/api/v1/telemetry', { params: { query }, signal })));
      return series.columns.find(({ name }) => name === tag)?.mean ?? [];
    },
  });
  return data ?? [];
}
