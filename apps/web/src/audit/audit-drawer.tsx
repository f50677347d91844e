import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import { CopyButton, Empty, IconButton, Loading } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { longAgeText, useNow, usePlantTime } from '../time/index.js';
import { type AuditEntry, subjectOf } from './audit-log.js';
import { actionText, type Actors, subjectText, whoText } from './audit-words.js';
import type { LogOf } from './use-audit.js';

const TICK_MS = 10_000;

interface AuditDrawerProps {
  readonly of: LogOf;
  readonly entryId: number;
  /** Undefined: it is not among those that are read. */
  readonly entry: AuditEntry | undefined;
  readonly isRead: boolean;
  readonly actors: Actors;
  readonly onClose: () => void;
}

/** One entry whole: with its details, and the request that caused it. */
export function AuditDrawer(props: AuditDrawerProps): ReactElement {
  const { entryId, entry, isRead, onClose } = props;
  const { t } = useTexts();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  const closeByKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onClose();
  };
  return (
    // Escape closes it from wherever the focus is in it.
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions
    <aside
      className="drawer beside"
      aria-label={t('audit.entry', { id: String(entryId) })}
      onKeyDown={closeByKey}
    >
      <header className="row spread">
        <h2 ref={title} tabIndex={-1}>
          {entry === undefined ? t('audit.entry', { id: String(entryId) }) : actionText(entry.action, t)}
        </h2>
        <IconButton icon="close" label={t('states.close')} onClick={onClose} />
      </header>
      <div className="scroll">
        {entry === undefined ? (
          isRead ? (
            <Empty title={t('audit.entry.not-read')}>{t('audit.entry.not-read.meaning')}</Empty>
          ) : (
            <Loading lines={4} />
          )
        ) : (
          <Entry {...props} entry={entry} />
        )}
      </div>
    </aside>
  );
}

function Entry({ entry, of, actors }: AuditDrawerProps & { readonly entry: AuditEntry }): ReactElement {
  const { t } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  const { id, at, action, target, correlationId, actorEmail } = entry;
  const instant = Date.parse(at);
  const details = Object.entries(entry.details);
  return (
    <>
      <dl className="audit-facts">
        <Fact name={t('audit.when')}>
          {plantTime.iso(instant)} <span className="t3">{longAgeText(now - instant)}</span>
        </Fact>
        <Fact name={t('audit.who')}>
          {whoText(entry, of, actors, t)}
          {actorEmail === null ? null : <span className="t3"> {actorEmail}</span>}
        </Fact>
        <Fact name={t('audit.subject')}>
          <SubjectLink target={target}>{subjectText(target, actors, t)}</SubjectLink>
        </Fact>
        <Fact name={t('audit.raw')}>
          <span className="mono">{action}</span>
        </Fact>
        <Fact name={t('audit.place')}>{id}</Fact>
        <Fact name={t('audit.request')}>
          {correlationId === null ? (
            t('audit.request.none')
          ) : (
            <span className="row tight">
              <span className="mono clip">{correlationId}</span>
              <CopyButton text={correlationId} />
            </span>
          )}
        </Fact>
      </dl>
      <section>
        <h3>{t('audit.details')}</h3>
        {details.length === 0 ? <p className="t2">{t('audit.details.none')}</p> : null}
        <dl className="audit-facts">
          {details.map(([name, value]) => (
            <Fact key={name} name={<span className="mono">{name}</span>}>
              {textOf(value)}
            </Fact>
          ))}
        </dl>
      </section>
    </>
  );
}

interface FactProps {
  readonly name: ReactNode;
  readonly children: ReactNode;
}

function Fact({ name, children }: FactProps): ReactElement {
  return (
    <div>
      <dt className="t2">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A text as it is, anything else as JSON. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

interface SubjectLinkProps {
  readonly target: string;
  readonly children: ReactNode;
}

/** Where the subject has a page, the way to it. */
function SubjectLink({ target, children }: SubjectLinkProps): ReactElement {
  const subject = subjectOf(target);
  if (subject?.kind === 'alert') {
    return (
      <Link to="/alarms" search={{ alert: subject.id }}>
        {children}
      </Link>
    );
  }
  if (subject?.kind === 'model' && subject.id !== 'all') {
    return (
      <Link to="/models/$version" params={{ version: subject.id }}>
        {children}
      </Link>
    );
  }
  return <>{children}</>;
}
