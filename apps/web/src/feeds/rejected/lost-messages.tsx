import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { answer, useApi } from '../../api/index.js';
import { DEAD_LETTERS, type DeadLetter, newestFirst, NOUNS, useReplay } from '../../dead-letters/index.js';
import { Button, DataTable, Failed, Loading, Panel } from '../../parts/index.js';
import { useOrganizationId } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';

const READ_EVERY_MS = 30_000;
const PAGE_SIZE = 200;
const TICK_MS = 60_000;

/** Messages of the organization that a service could not use: once the cause is repaired, each is sent again. */
export function LostMessages(): ReactElement {
  const { t } = useTexts();
  const { data, error, refetch } = useLostMessages();
  return (
    <Panel title={t('platform.dead-letters')} subtitle={t('platform.dead-letters.meaning')}>
      {error === null ? null : <Failed error={error} onTryNow={() => void refetch()} />}
      {data === undefined && error === null ? <Loading lines={2} /> : null}
      {data?.length === 0 ? <p className="t2">{t('platform.dead-letters.none')}</p> : null}
      {data === undefined || data.length === 0 ? null : <Letters letters={data} />}
    </Panel>
  );
}

/** At most 200 of each kind, the oldest ones. */
function useLostMessages() {
  const api = useApi();
  const organizationId = useOrganizationId();
  return useQuery({
    queryKey: [DEAD_LETTERS, organizationId],
    refetchInterval: READ_EVERY_MS,
    queryFn: async ({ signal }): Promise<readonly DeadLetter[]> => {
      const pages = await Promise.all(
        NOUNS.map((noun) => {
          const params = { path: { organizationId }, query: { noun, limit: PAGE_SIZE } };
          return answer(api.GET('/api/v1/organizations/{organizationId}/dead-letters', { params, signal }));
        }),
      );
      return newestFirst(pages.flatMap(({ items }) => items));
    },
  });
}

function Letters({ letters }: { readonly letters: readonly DeadLetter[] }): ReactElement {
  const { t, sentences } = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(TICK_MS);
  const replay = useReplay();
  const at = (instant: string): string => plantTime.short(Date.parse(instant), now);
  return (
    <DataTable
      label={t('platform.dead-letters')}
      heads={[
        { text: t('platform.dead-letters.stored') },
        { text: t('platform.dead-letters.code') },
        { text: t('platform.dead-letters.why') },
        { text: t('platform.actions'), isSilent: true },
      ]}
    >
      <tbody>
        {letters.map((letter) => (
          <tr key={letter.sequence}>
            <td>{at(letter.storedAt)}</td>
            <td title={letter.originalSubject}>
              <span className="mono">{letter.code}</span> <span className="t3">{letter.consumer}</span>
            </td>
            <td className="t2 sentence">
              {sentences.error(letter.code, letter.reason)}{' '}
              {letter.replayAskedAt === null ? null : (
                <span className="t3">
                  {t('platform.dead-letters.asked', { at: at(letter.replayAskedAt) })}
                </span>
              )}
            </td>
            <td>
              <Button disabled={replay.isPending} onClick={() => replay.mutate(letter)}>
                {t('platform.dead-letters.replay')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
