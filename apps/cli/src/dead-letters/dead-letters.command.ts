import { ROUTES, type DeadLetterQuery, type ListedDeadLetter, type ReplyOf } from '@eagle/contracts/rest';
import type { GatewayClient } from '../gateway/gateway-client.js';
import { organizationIdOf, superAdminOf, type PlatformAccess } from '../gateway/super-admin.js';

export interface LetterOptions {
  readonly json: boolean;
  /** Slug or id; absent: all of them. */
  readonly organization?: string;
  readonly noun?: DeadLetterQuery['noun'];
}

type Print = (line: string) => void;

/**
 * `eagle dead-letters`: messages that no consumer could use, through the REST interface of the
 * running platform, as its super-admin.
 */
export class DeadLettersCommand {
  private readonly client: GatewayClient;

  constructor(
    private readonly run: PlatformAccess,
    private readonly print: Print,
  ) {
    this.client = superAdminOf(run, 'npx eagle dead-letters', 'DEAD_LETTERS.NO_SUPER_ADMIN');
  }

  async list({ json, organization, noun }: LetterOptions): Promise<void> {
    const letters: ListedDeadLetter[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.page(organization, { limit: 200, noun, cursor });
      letters.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    if (json) return this.print(JSON.stringify(letters, null, 2));
    if (letters.length === 0) this.print('There is no dead letter.');
    for (const letter of letters) this.print(lineOf(letter));
  }

  async show(sequence: number, organization: string, json: boolean): Promise<void> {
    const letter = await this.client.ask(ROUTES.deadLetters.show, this.letter(organization, sequence));
    if (json) return this.print(JSON.stringify(letter, null, 2));
    this.print(lineOf(letter));
    const { form, content, isShortened } = letter.payload;
    this.print(`${letter.payloadBytes} bytes, ${form}${isShortened ? ', the beginning' : ''}:`);
    this.print(content);
  }

  async replay(sequence: number, organization: string, json: boolean): Promise<void> {
    const replayed = await this.client.ask(ROUTES.deadLetters.replay, this.letter(organization, sequence));
    if (json) return this.print(JSON.stringify(replayed));
    this.print(replayed.isDuplicate ? 'It was already sent again a moment ago.' : 'It was sent again.');
  }

  private page(
    organization: string | undefined,
    query: DeadLetterQuery,
  ): Promise<ReplyOf<typeof ROUTES.deadLetters.list>> {
    if (organization === undefined) return this.client.ask(ROUTES.platformDeadLetters.list, { query });
    return this.client.ask(ROUTES.deadLetters.list, {
      params: { organizationId: organizationIdOf(this.run, organization) },
      query,
    });
  }

  private letter(organization: string, sequence: number) {
    return {
      params: { organizationId: organizationIdOf(this.run, organization), sequence: String(sequence) },
    };
  }
}

function lineOf(letter: ListedDeadLetter): string {
  const { sequence, storedAt, organizationId, originalSubject, code, reason, replayAskedAt } = letter;
  const again = replayAskedAt === null ? '' : ` (sent again ${replayAskedAt})`;
  return `${String(sequence).padStart(8)}  ${storedAt}  ${organizationId ?? '-'}  ${originalSubject}  ${code}: ${reason}${again}`;
}
