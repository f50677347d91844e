import { type ReactElement, useState } from 'react';
import { answer, ApiProblem, useApi } from '../../api/index.js';
import { type Draft, isSame, type Json, readPart, useIsReadOnly, valueAt } from '../../drafts/index.js';
import { Button, Panel } from '../../parts/index.js';
import { type FeedTest, TestResult, useAsking, Waiting } from '../../plant-source/index.js';
import { useOrganizationId } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { PasswordField } from './password-field.js';
import { SourceFields } from './source-fields.js';

const ACCOUNT = ['enabled', 'host', 'port', 'database', 'user', 'tls'] as const;
const READING = ['pollIntervalMs', 'statementTimeoutMs', 'notifyChannel'] as const;
const PASSWORD = '/feed/password';

/** A test, and the connection that was tested: it is outdated when that changes. */
interface TestedFeed {
  readonly feed: Json;
  readonly reply: FeedTest;
}

/** Where the source is, who reads it, and how often; it can be tested before it is saved. */
export function ConnectionPanel({ draft }: { readonly draft: Draft }): ReactElement {
  const { t } = useTexts();
  const isReadOnly = useIsReadOnly();
  const { asking, tested, test } = useTest(draft);
  const isRefused = asking.error instanceof ApiProblem && asking.error.mistakeAt(PASSWORD) !== undefined;
  const feed = valueAt(draft.value, '/feed') ?? null;
  const canTest = readPart('feed', feed) !== null && asking.sinceMs === null;
  return (
    <Panel title={t('feeds.source.connection')} subtitle={t('feeds.source.connection.meaning')}>
      <SourceFields draft={draft} at="/feed" only={ACCOUNT} />
      <PasswordField draft={draft} at={PASSWORD} isRefused={isRefused} />
      <SourceFields draft={draft} at="/feed" only={READING} />
      {isReadOnly ? null : (
        <p className="row acts">
          <Button disabled={!canTest} onClick={test}>
            {t('onboarding.connection.test')}
          </Button>
          <span className="t3">{t('feeds.source.test.meaning')}</span>
        </p>
      )}
      <Waiting asking={asking} what={t('onboarding.connection.testing')} onTryNow={test} />
      {tested === null ? null : (
        <>
          {isSame(tested.feed, feed) ? null : <p role="status">{t('feeds.source.test.outdated')}</p>}
          <TestResult test={tested.reply} />
        </>
      )}
    </Panel>
  );
}

function useTest(draft: Draft) {
  const api = useApi();
  const organizationId = useOrganizationId();
  const asking = useAsking();
  const [tested, setTested] = useState<TestedFeed | null>(null);
  const test = (): void => {
    const typed = valueAt(draft.value, '/feed') ?? null;
    const feed = readPart('feed', typed);
    if (feed === null) return;
    setTested(null);
    asking.ask(async (signal) => {
      const [params, body] = [{ path: { organizationId } }, { feed }];
      const reply = await answer(
        api.POST('/api/v1/organizations/{organizationId}/feed/test', { params, body, signal }),
      );
      setTested({ feed: typed, reply });
    });
  };
  return { asking, tested, test };
}
