import { getRouteApi } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense, useMemo } from 'react';
import { valueText } from '../../charts/index.js';
import type { Configuration, Json } from '../../drafts/index.js';
import { Failed, Field, Loading, Panel } from '../../parts/index.js';
import { type Rule, ruleSentence, tagsOf, type TagWords } from '../../rule-words/index.js';
import { useTexts } from '../../texts/index.js';
import { COUNTED_DAYS, useAlertCounts } from '../list/use-alert-counts.js';
import { readRule, tagWordsOf } from '../reading/read-rule.js';
import { unreachableLimits } from './distance.js';
import { NowPanel } from './now-panel.js';
import { useLastDay, useLatestRows } from './use-tag-values.js';
import { useStandingAlerts } from './use-standing-alerts.js';

/** The charts are a chunk of their own. */
const LimitChart = lazy(() => import('./limit-chart.js'));

const route = getRouteApi('/frame/rules/$ruleId');
const NO_WORDS: TagWords = { label: '', unit: '' };
type JudgingRule = Exclude<Rule, { readonly type: 'no-data' }>;

interface RuleSightProps {
  readonly ruleId: string;
  readonly entry: Json;
  readonly configuration: Configuration;
}

/** The rule in one sentence, what it did, and the plant beside its limit. */
export function RuleSight({ ruleId, entry, configuration }: RuleSightProps): ReactElement {
  const texts = useTexts();
  const { t } = texts;
  const rule = readRule(entry);
  const tags = useMemo(() => tagWordsOf(configuration), [configuration]);
  const standing = useStandingAlerts(ruleId);
  const counts = useAlertCounts();
  return (
    <div className="rule-sight">
      <Panel title={t('rules.sentence')}>
        <p className="rule-sentence">
          {rule === null ? t('rules.incomplete') : ruleSentence(rule, (tag) => tags.get(tag), texts)}
        </p>
        {rule?.enabled === false ? <p className="medium">{t('rules.off-note')}</p> : null}
        {standing.length === 0 ? null : <p>{t('rules.standing', { count: standing.length })}</p>}
        {counts.data === undefined ? null : (
          <p className="t2">
            {t('rules.counted', { count: counts.data.get(ruleId)?.alerts ?? 0, days: COUNTED_DAYS })}
          </p>
        )}
        {rule === null ? null : <Unreachable rule={rule} configuration={configuration} />}
      </Panel>
      {rule === null ? (
        <p className="t3">{t('rules.now.incomplete')}</p>
      ) : rule.type === 'no-data' ? null : (
        <Plant rule={rule} words={tags.get(rule.tag) ?? NO_WORDS} configuration={configuration} />
      )}
    </div>
  );
}

interface UnreachableProps {
  readonly rule: Rule;
  readonly configuration: Configuration;
}

/** A limit that no value can cross is a mistake that no schema sees. */
function Unreachable({ rule, configuration }: UnreachableProps): ReactElement | null {
  const { t, language } = useTexts();
  const tag = 'tag' in rule ? configuration.tags.find((each) => each.tag === rule.tag) : undefined;
  const range = tag?.range ?? null;
  const limits = unreachableLimits(rule, range);
  if (tag === undefined || range === null || limits.length === 0) return null;
  const text = (value: number): string => valueText(value, tag.unit, language);
  return (
    <p className="dialog-warning" role="status">
      {t('rules.unreachable', {
        limits: new Intl.ListFormat(language).format(limits.map(text)),
        tag: tag.label === '' ? tag.tag : tag.label,
        low: text(range.low),
        high: text(range.high),
      })}
    </p>
  );
}

interface PlantProps {
  readonly rule: JudgingRule;
  readonly words: TagWords;
  readonly configuration: Configuration;
}

/** What the tag is now in each asset, and what it did in one of them. */
function Plant({ rule, words, configuration }: PlantProps): ReactElement {
  const { t } = useTexts();
  const { asset: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const { assets, tags } = configuration;
  // A tag that is not there has no values: the platform would refuse the question.
  const known = useMemo(() => new Set(tags.map(({ tag }) => String(tag))), [tags]);
  const names = useMemo(() => tagsOf(rule).filter((tag) => known.has(tag)), [rule, known]);
  const latest = useLatestRows(names);
  const asset = assets.find(({ assetId }) => assetId === wanted) ?? assets[0];
  const day = useLastDay(asset?.assetId ?? null, names);
  const nameOf = (assetId: string): string =>
    assets.find((each) => each.assetId === assetId)?.name ?? assetId;
  return (
    <>
      {latest.error === null ? (
        <NowPanel rule={rule} words={words} rows={latest.data?.items} assetName={nameOf} />
      ) : (
        <Failed error={latest.error} onTryNow={() => void latest.refetch()} />
      )}
      {asset === undefined ? null : (
        <Panel title={t('rules.chart')}>
          {assets.length < 2 ? null : (
            <Field label={t('rules.chart.asset')}>
              {(ids) => (
                <select
                  {...ids}
                  className="input"
                  value={asset.assetId}
                  onChange={(event) =>
                    void navigate({ search: { asset: event.target.value }, replace: true })
                  }
                >
                  {assets.map(({ assetId, name }) => (
                    <option key={assetId} value={assetId}>
                      {name}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          )}
          {day.error === null ? null : <Failed error={day.error} onTryNow={() => void day.refetch()} />}
          {day.data === undefined ? (
            day.error === null && <Loading lines={3} />
          ) : (
            <Suspense fallback={<Loading lines={3} />}>
              <LimitChart rule={rule} words={words} series={day.data.series} range={day.data.range} />
            </Suspense>
          )}
        </Panel>
      )}
    </>
  );
}
