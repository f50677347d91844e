import { type ReactElement, useMemo } from 'react';
import { valueText } from '../../charts/index.js';
import { freshnessOf, useOrganization } from '../../frame/index.js';
import { Panel } from '../../parts/index.js';
import type { Rule, TagWords } from '../../rule-words/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { ageText, useNow } from '../../time/index.js';
import { type Distance, distanceOf, marginOf } from './distance.js';
import type { LatestRow } from './use-tag-values.js';

const AGES_EVERY_MS = 10_000;
const SCAN_PERIOD_MS = 1_000;
/** The assets that are nearest to the limit are those that the limit is about. */
const ROWS_MAX = 12;

type JudgingRule = Exclude<Rule, { readonly type: 'no-data' }>;

interface NowPanelProps {
  readonly rule: JudgingRule;
  readonly words: TagWords;
  /** Undefined: not known yet. */
  readonly rows: readonly LatestRow[] | undefined;
  readonly assetName: (assetId: string) => string;
}

/** What each asset measures now, and how far that is from the limit. */
export function NowPanel({ rule, words, rows, assetName }: NowPanelProps): ReactElement {
  const { t } = useTexts();
  const now = useNow(AGES_EVERY_MS);
  const shown = useMemo(() => nearestFirst(rule, rows ?? []).slice(0, ROWS_MAX), [rule, rows]);
  const more = (rows?.length ?? 0) - shown.length;
  const scanPeriodMs = useOrganization()?.scanPeriodMs ?? SCAN_PERIOD_MS;
  return (
    <Panel title={t('rules.now')}>
      {rows === undefined || rows.length === 0 ? (
        <p className="t2">{t(rows === undefined ? 'states.loading' : 'rules.now.none')}</p>
      ) : (
        <>
          <table className="tbl-natural rule-now" aria-label={t('rules.now')}>
            <thead>
              <tr>
                <th scope="col">{t('rules.asset')}</th>
                <th scope="col" className="num">
                  {t('rules.value')}
                </th>
                <th scope="col">{t('rules.distance')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <NowRow
                  key={row.asset}
                  row={row}
                  rule={rule}
                  words={words}
                  name={assetName(row.asset)}
                  age={
                    freshnessOf(now - row.timeMs, scanPeriodMs) === 'none' ? ageText(now - row.timeMs) : null
                  }
                />
              ))}
            </tbody>
          </table>
          {more > 0 ? <p className="t3">{t('rules.now.more', { count: more })}</p> : null}
        </>
      )}
    </Panel>
  );
}

interface NowRowProps {
  readonly row: LatestRow;
  readonly rule: JudgingRule;
  readonly words: TagWords;
  readonly name: string;
  /** Age of a value that is not live any more; null: it is live. */
  readonly age: string | null;
}

function NowRow({ row, rule, words, name, age }: NowRowProps): ReactElement {
  const texts = useTexts();
  const { t, language } = texts;
  const value = row.values[rule.tag]?.value ?? null;
  const shown =
    value === null
      ? t('rules.no-value')
      : rule.type === 'flag'
        ? t(value === 0 ? 'rules.off' : 'rules.on')
        : valueText(value, words.unit, language);
  return (
    <tr>
      <td title={name}>{name}</td>
      <td className={age === null ? 'num strong' : 'num t3'}>
        {shown}
        {age === null ? '' : ` (${t('rules.old', { age })})`}
      </td>
      <td className="t2">{distanceText(row, rule, words.unit, texts)}</td>
    </tr>
  );
}

function distanceText(row: LatestRow, rule: JudgingRule, unit: string, { t, language }: Texts): string {
  if (rule.type === 'flag') return '';
  const distance = distanceIn(row, rule);
  if (distance.kind === 'unknown') return '';
  const by = valueText(distance.by, unit, language);
  return t(`rules.distance.${distance.kind}`, { by, severity: t(`rule-words.${distance.severity}`) });
}

function distanceIn({ values }: LatestRow, rule: JudgingRule): Distance {
  const value = values[rule.tag]?.value ?? null;
  if (rule.type === 'flag') return { kind: 'unknown' };
  const setValue = rule.type === 'deviation' ? (values[rule.setValueTag]?.value ?? null) : null;
  return distanceOf(rule, { value, setValue });
}

const nearestFirst = (rule: JudgingRule, rows: readonly LatestRow[]): LatestRow[] =>
  rows
    .map((row) => ({ row, margin: marginOf(distanceIn(row, rule)) }))
    .sort((a, b) => a.margin - b.margin || a.row.asset.localeCompare(b.row.asset))
    .map(({ row }) => row);
