import type { ReactElement } from 'react';
import type { Alert } from '../../api/index.js';
import { fixedText, numberText } from '../../charts/index.js';
import { featureText, meaningOf } from '../../feature-names/index.js';
import { Icon } from '../../parts/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { digitsOf, scaleOf } from './factor-scale.js';
import { useTagWords, type WordsOfTags } from './use-tag-words.js';

type Factor = Alert['topFactors'][number];

const FOR_MAX = 3;
const AGAINST_MAX = 1;

/** Three that speak for a failure, and the strongest that speaks against it. */
export function shownFactors(factors: readonly Factor[]): Factor[] {
  const strongest = [...factors].sort(
    (one, other) => Math.abs(other.contribution) - Math.abs(one.contribution),
  );
  return [
    ...strongest.filter(({ direction }) => direction === 'raises').slice(0, FOR_MAX),
    ...strongest.filter(({ direction }) => direction === 'lowers').slice(0, AGAINST_MAX),
  ];
}

/** Why: each factor's value against its usual range, in people's words. */
export function Factors({ alert }: { readonly alert: Alert }): ReactElement | null {
  const { t } = useTexts();
  const factors = shownFactors(alert.topFactors);
  const tags = useTagWords(factors.length > 0);
  if (factors.length === 0) return null;
  const strongest = Math.max(...factors.map(({ contribution }) => Math.abs(contribution)));
  return (
    <section>
      <div className="row spread">
        <h3>{t('alarms.drawer.why')}</h3>
        <span className="t3 small-text">
          {t('alarms.drawer.why.value')}{' '}
          <svg className="legend-mark" width="6" height="12" aria-hidden="true">
            <path className="tick" d="M3,1v10" />
          </svg>{' '}
          {t('alarms.drawer.why.usual')}{' '}
          <svg className="legend-mark" width="18" height="8" aria-hidden="true">
            <rect className="usualbar" width="18" height="8" rx="1" />
          </svg>
        </span>
      </div>
      {factors.map((factor) => (
        <FactorLine key={factor.feature} factor={factor} tags={tags ?? new Map()} strongest={strongest} />
      ))}
    </section>
  );
}

interface FactorLineProps {
  readonly factor: Factor;
  readonly tags: WordsOfTags;
  readonly strongest: number;
}

const SHARE_WIDTH = 40;

function FactorLine({ factor, tags, strongest }: FactorLineProps): ReactElement {
  const { t, language } = useTexts();
  const { feature, contribution, direction } = factor;
  const meaning = meaningOf(feature, (name) => tags.has(name));
  const words = tags.get(meaning.tag);
  const share = strongest === 0 ? 0 : (Math.abs(contribution) / strongest) * SHARE_WIDTH;
  return (
    <div className="factor">
      <span className="medium" title={feature}>
        {featureText(meaning, { label: words?.label, isBelowUsual: isBelowUsual(factor) }, t)}
      </span>
      <span
        className="factor-share t3"
        title={t('alarms.drawer.contribution', { feature, contribution: numberText(contribution, language) })}
      >
        <Icon name={direction === 'raises' ? 'arrowUp' : 'arrowDown'} size="small" />
        {t(`alarms.drawer.${direction}`)} <i className={direction} style={{ width: share }} />
      </span>
      <span className="why">{valueOf(factor, words?.unit ?? '', language, t)}</span>
      <FactorScale factor={factor} />
    </div>
  );
}

function isBelowUsual({ value, usual }: Factor): boolean {
  const low = usual?.[0];
  return value !== null && low !== undefined && value < low;
}

function valueOf({ value, usual }: Factor, unit: string, language: string, t: Texts['t']): string {
  if (value === null) return t('alarms.drawer.not-measured');
  const [low, high] = usual ?? [];
  const withUnit = (text: string): string => (unit === '' ? text : `${text}\u202f${unit}`);
  if (low === undefined || high === undefined) return withUnit(numberText(value, language));
  const digits = digitsOf([low, high]);
  const text = (number: number): string =>
    digits === null ? numberText(number, language) : fixedText(number, digits, language);
  return t('alarms.drawer.usually', {
    value: withUnit(text(value)),
    low: text(low),
    high: withUnit(text(high)),
  });
}

const SCALE_WIDTH = 118;

function FactorScale({ factor: { value, usual } }: { readonly factor: Factor }): ReactElement | null {
  const [low, high] = usual ?? [];
  const scale = low === undefined || high === undefined ? null : scaleOf(value, [low, high]);
  if (scale === null) return null;
  const x = (share: number): number => 1 + share * (SCALE_WIDTH - 2);
  return (
    <svg width={SCALE_WIDTH} height="16" aria-hidden="true">
      <rect className="track" x="0" y="6" width={SCALE_WIDTH} height="4" rx="2" />
      <rect
        className="usualbar"
        x={x(scale.usual[0])}
        y="4"
        width={x(scale.usual[1]) - x(scale.usual[0])}
        height="8"
        rx="1"
      />
      <path className="tick" d={`M${x(scale.now)},1.5v13`} />
    </svg>
  );
}
