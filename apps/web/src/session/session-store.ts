import { ApiProblem, type AccessTokens, type User } from '../api/index.js';
import type { Acting, EndOfSignIn, SessionState } from './session-state.js';
import type { AccessToken, BegunSignIn, SignIns } from './sign-ins.js';

/** A token that ends sooner is renewed before it is used. */
const RENEW_BEFORE_END_MS = 60_000;

interface SessionStoreOptions {
  readonly signIns: SignIns;
  /** The person whom a token belongs to. @throws ApiProblem */
  readonly userOf: (token: AccessToken) => Promise<User>;
  readonly now: () => number;
}

/** Who is signed in, and the access token of this tab. */
export class SessionStore implements AccessTokens {
  private state: SessionState = { kind: 'starting' };
  private token: AccessToken | null = null;
  private renewal: Promise<AccessToken | null> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: SessionStoreOptions) {}

  readonly get = (): SessionState => this.state;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Finds the sign-in that this browser has. Never rejects: without an answer nobody is signed in. */
  async start(): Promise<void> {
    try {
      const token = await this.renew();
      if (token === null) this.set({ kind: 'signed-out', why: 'never-begun' });
      else await this.enter(token);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.set({ kind: 'signed-out', why: 'never-begun' });
    }
  }

  /** @throws ApiProblem */
  async signIn(email: string, password: string): Promise<BegunSignIn> {
    const begun = await this.options.signIns.begin(email, password);
    await this.enter(begun.token);
    return begun;
  }

  /** Ends the sign-in here in any case; without an answer of the platform it ends there by its age. */
  async signOut(): Promise<void> {
    try {
      await this.options.signIns.end();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
    } finally {
      this.leave('signed-out');
    }
  }

  /** Access was withdrawn: nothing of the organization stays on the screen. */
  withdraw(): void {
    this.leave('withdrawn');
  }

  act(acting: Acting | null): void {
    if (this.state.kind === 'signed-in') this.set({ ...this.state, acting });
  }

  async current(): Promise<string | null> {
    if (this.token !== null && this.token.endsAt - this.options.now() > RENEW_BEFORE_END_MS) {
      return this.token.text;
    }
    if (this.token === null && this.state.kind !== 'signed-in') return null;
    return (await this.renewed())?.text ?? null;
  }

  async afterRefusal(refused: string): Promise<string | null> {
    if (this.token !== null && this.token.text !== refused) return this.token.text;
    return (await this.renewed())?.text ?? null;
  }

  /** The present token goes on while the platform gives no answer. */
  private async renewed(): Promise<AccessToken | null> {
    try {
      const token = await this.renew();
      if (token === null) this.end();
      return token;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      return this.token;
    }
  }

  /** Everything that needs a token at once waits for one renewal. */
  private renew(): Promise<AccessToken | null> {
    this.renewal ??= this.options.signIns
      .renew()
      .then((token) => {
        this.token = token;
        return token;
      })
      .finally(() => {
        this.renewal = null;
      });
    return this.renewal;
  }

  private async enter(token: AccessToken): Promise<void> {
    this.token = token;
    const user = await this.options.userOf(token);
    const acting = this.state.kind === 'ended' && this.state.user.id === user.id ? this.state.acting : null;
    this.set({ kind: 'signed-in', user, acting });
  }

  private end(): void {
    this.token = null;
    if (this.state.kind === 'signed-in') this.set({ ...this.state, kind: 'ended' });
  }

  private leave(why: EndOfSignIn): void {
    this.token = null;
    this.set({ kind: 'signed-out', why });
  }

  private set(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
