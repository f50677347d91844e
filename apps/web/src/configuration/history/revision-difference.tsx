import { getRouteApi } from '@tanstack/react-router';
import { type ReactElement, useMemo } from 'react';
import { ApiProblem } from '../../api/index.js';
import { type Configuration, type Part, useConfiguration } from '../../drafts/index.js';
import { Empty, Failed, Loading, Segmented } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import { changeText } from './change-words.js';
import { PartDifference } from './part-difference.js';
import { differingParts } from './part-values.js';
import { actorText } from './revisions-table.js';
import { useRevision, type WholeRevision } from './use-revisions.js';

const route = getRouteApi('/frame/settings/history');
const AGAINST = ['before', 'now'] as const;
const AGES_EVERY_MS = 60_000;

/** What a revision changed, or what has changed since it, part by part. */
export function RevisionDifference({ revision }: { readonly revision: number }): ReactElement {
  const { t } = useTexts();
  const { against = 'before' } = route.useSearch();
  const whole = useRevision(revision);
  const before = useRevision(against === 'before' && revision > 1 ? revision - 1 : null);
  const present = useConfiguration();
  const failure = [whole.error, present.error].find((error) => error !== null) ?? null;
  if (isGone(whole.error)) {
    return <Empty title={t('revisions.gone', { revision: String(revision) })} />;
  }
  if (failure !== null) return <Failed error={failure} onTryNow={() => void whole.refetch()} />;
  if (whole.data === undefined || present.data === undefined) return <Loading />;
  return (
    <section className="revision-difference" aria-label={t('revisions.of', { revision: String(revision) })}>
      <Head whole={whole.data} />
      <Against />
      {against === 'now' ? (
        <Differences
          before={whole.data.config}
          after={present.data}
          whole={whole.data}
          present={present.data}
        />
      ) : before.data === undefined ? (
        <NoBefore isFirst={revision === 1} error={before.error} />
      ) : (
        <Differences
          before={before.data.config}
          after={whole.data.config}
          whole={whole.data}
          present={present.data}
        />
      )}
    </section>
  );
}

/** It was before the oldest that is kept, or the address names a number that no revision has. */
const isGone = (error: Error | null): boolean =>
  error instanceof ApiProblem && (error.status === 404 || error.status === 400);

function Head({ whole }: { readonly whole: WholeRevision }): ReactElement {
  const texts = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(AGES_EVERY_MS);
  return (
    <header>
      <h2>{texts.t('revisions.of', { revision: String(whole.revision) })}</h2>
      <p className="t2">
        {plantTime.short(Date.parse(whole.at), now)} · {actorText(whole, texts.t)}
      </p>
      <p>{changeText(whole, texts)}</p>
    </header>
  );
}

function Against(): ReactElement {
  const { t } = useTexts();
  const { revision = 1, against = 'before' } = route.useSearch();
  const navigate = route.useNavigate();
  const values = { revision: String(revision), before: String(revision - 1) };
  return (
    <>
      <Segmented
        label={t('revisions.against')}
        value={against}
        segments={AGAINST.map((value) => ({ value, label: t(`revisions.against.${value}`) }))}
        onChoose={(value) =>
          void navigate({ search: (former) => ({ ...former, against: value }), replace: true })
        }
      />
      <p className="t3">
        {against === 'now'
          ? t('revisions.against-now.meaning', { revision: values.revision })
          : t('revisions.against-before.meaning', values)}
      </p>
    </>
  );
}

interface NoBeforeProps {
  readonly isFirst: boolean;
  readonly error: Error | null;
}

/** The first revision has none before it, and the oldest that is kept neither. */
function NoBefore({ isFirst, error }: NoBeforeProps): ReactElement {
  const { t } = useTexts();
  if (isFirst || isGone(error)) return <p className="t2">{t('revisions.against-before.none')}</p>;
  return error === null ? <Loading lines={3} /> : <Failed error={error} />;
}

interface DifferencesProps {
  readonly before: Configuration;
  readonly after: Configuration;
  readonly whole: WholeRevision;
  readonly present: Configuration;
}

function Differences({ before, after, whole, present }: DifferencesProps): ReactElement {
  const { t } = useTexts();
  const parts = useMemo(() => differingParts(before, after), [before, after]);
  const sinceThen = useMemo(
    () => new Set<Part>(differingParts(whole.config, present).map(({ part }) => part)),
    [whole.config, present],
  );
  if (parts.length === 0) return <p className="t2">{t('revisions.same')}</p>;
  return (
    <>
      {parts.map(({ part, differences }) => (
        <PartDifference
          key={part}
          part={part}
          differences={differences}
          whole={whole}
          differsFromNow={sinceThen.has(part)}
        />
      ))}
    </>
  );
}
