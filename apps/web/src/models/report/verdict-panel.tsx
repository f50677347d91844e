import type { ReactElement } from 'react';
import { Chip, Icon } from '../../parts/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { rateText } from '../figure-words.js';
import type { Judgement, ModelDetail, Verdict } from '../model-types.js';
import { type Headline, headlineOf, standingOf } from './verdict-words.js';

/** What the version is worth in one sentence, before every chart; then how it stands with the gate. */
export function VerdictPanel({ model }: { readonly model: ModelDetail }): ReactElement {
  const { t, language, sentences } = useTexts();
  const { verdict } = model;
  const { judgement } = model.manifest;
  const standing = standingOf(model);
  const headline = judgement === null ? null : headlineOf(judgement);
  const said =
    verdict === null ? null : sentences.verdict({ verdict, event: model.metrics.event, judgement });
  return (
    <section className="panel model-verdict" aria-label={t('models.verdict')}>
      <div className="row spread">
        <p className="headline">
          {headline === null ? (
            (said ?? t('models.headline.none'))
          ) : (
            <>
              {t('models.headline', {
                warned: headline.warned,
                failures: headline.failures,
                falseAlarms: headline.falseAlarms,
                days: rateText(headline.assetDays, language),
              })}{' '}
              {othersText(headline, t)}
            </>
          )}
        </p>
        <Chip
          look={standing === 'passed' ? 'inverse' : 'regular'}
          icon={standing === 'passed' ? 'check' : 'warning'}
        >
          {t(`models.standing.${standing}`)}
        </Chip>
      </div>
      {verdict?.promote === false && headline !== null ? <p className="t2">{said}</p> : null}
      {model.overridden ? (
        <p className="t2">
          <span className="medium">{t('models.overridden.why')}</span> {overrideReason(model)}
        </p>
      ) : null}
      {verdict === null ? null : <Checks checks={verdict.checks} judgement={judgement} />}
    </section>
  );
}

/** What the others warn on the same failures. */
function othersText(
  { championWarned, clockWarned: clock, rulesWarned: rules }: Headline,
  t: Texts['t'],
): string {
  if (championWarned === null) {
    return rules === null
      ? t('models.headline.clock', { clock })
      : t('models.headline.others', { clock, rules });
  }
  const named = { champion: championWarned, clock };
  return rules === null
    ? t('models.headline.champion-clock', named)
    : t('models.headline.champion-others', { ...named, rules });
}

/** The reason of the newest step that went against the gate. */
const overrideReason = ({ history }: ModelDetail): string =>
  history.findLast(({ override }) => override)?.reason ?? '';

interface ChecksProps {
  readonly checks: Verdict['checks'];
  readonly judgement: Judgement | null;
}

function Checks({ checks, judgement }: ChecksProps): ReactElement {
  const { t, sentences } = useTexts();
  return (
    <div className="checks">
      <ul aria-label={t('models.checks')}>
        {checks.map(({ name, passed }) => (
          <li key={name} className={passed ? undefined : 'failed'}>
            <Icon name={passed ? 'check' : 'close'} size="small" />
            {t(`models.check.${name}`)}
            <span className="sr">{t(passed ? 'models.check.passed' : 'models.check.failed')}</span>
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('models.checks.in-words')}</summary>
        <dl>
          {checks.map((check) => (
            <div key={check.name}>
              <dt>{t(`models.check.${check.name}`)}</dt>
              <dd>{sentences.check(check, judgement)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}
