import { ApiProblem, type AccessTokens, type User } from '../api/index.js';
import type { Acting, EndOfSignIn, SessionState } from './session-state.js';
import type { AccessToken, BegunSignIn, Renewal, SignedIn, SignIns } from './sign-ins.js';
import type { TabMessage, Tabs } from './tabs.js';

/** A token that ends sooner is renewed before it is used. */
const RENEW_BEFORE_END_MS = 60_000;
/** How long a tab waits for the token of another one before it renews by itself. */
const OTHER_TAB_MS = 100;

interface SessionStoreOptions {
  readonly signIns: SignIns;
  readonly tabs: Tabs;
  /** The organization that a super-admin is within by this sign-in. @throws ApiProblem */
  readonly actingOf: (token: AccessToken) => Promise<Acting | null>;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** Another tab may have renewed: it tells its token alone. */
type RenewedToken = Pick<SignedIn, 'token'> | Exclude<Renewal, SignedIn>;

/** Who is signed in, and the access token of this tab. */
export class SessionStore implements AccessTokens {
  private state: SessionState = { kind: 'starting' };
  private token: AccessToken | null = null;
  private renewal: Promise<RenewedToken> | null = null;
  private starting: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: SessionStoreOptions) {
    options.tabs.listen((message) => this.hear(message));
  }

  readonly get = (): SessionState => this.state;

  readonly listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /**
   * Finds the sign-in that this browser has.
   * @throws ApiProblem where the platform does not answer: nobody knows yet.
   */
  start(): Promise<void> {
    // Everything that needs to know it waits for one answer.
    this.starting ??= this.find().finally(() => {
      this.starting = null;
    });
    return this.starting;
  }

  /** Shows the person of the last time while the platform does not answer. */
  remember(user: User): void {
    if (this.state.kind === 'starting') this.set({ kind: 'remembered', user, acting: null });
  }

  /** @throws ApiProblem */
  async signIn(email: string, password: string): Promise<BegunSignIn> {
    const begun = await this.options.signIns.begin(email, password);
    await this.enter(begun);
    return begun;
  }

  /** Ends the sign-in here in any case; without an answer of the platform it ends there by its age. */
  async signOut(): Promise<void> {
    const { token } = this;
    try {
      if (token !== null) await this.options.signIns.end(token);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
    } finally {
      this.options.tabs.tell({ kind: 'signed-out' });
      this.leave('signed-out');
    }
  }

  /**
   * The gateway took the access away: nothing of the organization stays on the screen. Why, it tells
   * by the cookie.
   */
  async withdraw(): Promise<void> {
    this.leave('ended');
    try {
      const renewal = await this.options.signIns.renew();
      if (!('token' in renewal)) this.leave(renewal.ended);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
    }
  }

  /** Shows the organization that was entered; null: none. */
  act(acting: Acting | null): void {
    if (this.state.kind === 'signed-in') this.set({ ...this.state, acting });
  }

  visit(): number | null {
    return this.acting?.enteredAt ?? null;
  }

  /** The page stays, with what was typed, while the super-admin is asked whether to enter again. */
  async afterVisit(visit: number | null): Promise<boolean> {
    const { state, acting } = this;
    if (acting === null) return false;
    if (acting.enteredAt !== visit) return true;
    const now = this.options.now();
    // The gateway decides: it was left in another tab, or belongs to a sign-in that has ended.
    if (state.kind === 'signed-in' && acting.endsAt > now) {
      this.set({ ...state, acting: { ...acting, endsAt: now } });
    }
    await this.until(() => this.visit() !== visit);
    return this.acting !== null;
  }

  private get acting(): Acting | null {
    const { state } = this;
    return state.kind === 'signed-in' || state.kind === 'ended' ? state.acting : null;
  }

  /**
   * Where the sign-in has ended, a request waits until the person has signed in again.
   * @throws ApiProblem while nobody knows who is signed in
   */
  async current(): Promise<string | null> {
    if (this.state.kind === 'remembered') await this.start();
    if (this.state.kind === 'ended') return this.signedInAgain();
    if (this.state.kind !== 'signed-in') return null;
    const { token } = this;
    return token !== null && this.isFresh(token) ? token.text : this.renewed(token);
  }

  async afterRefusal(refused: string): Promise<string | null> {
    if (this.state.kind === 'ended') return this.signedInAgain();
    if (this.state.kind !== 'signed-in') return null;
    if (this.token !== null && this.token.text !== refused) return this.token.text;
    return this.renewed(this.token);
  }

  private async find(): Promise<void> {
    const renewal = await this.options.tabs.alone(() => this.options.signIns.renew());
    if ('token' in renewal) await this.enter(renewal);
    else if (this.state.kind === 'remembered') this.end(renewal.ended);
    else this.set({ kind: 'signed-out', why: renewal.ended });
  }

  /** While the platform gives no answer, the present token goes on. */
  private async renewed(old: AccessToken | null): Promise<string | null> {
    try {
      // Everything that needs a token at once waits for one renewal.
      this.renewal ??= this.renewWithTabs(old).finally(() => {
        this.renewal = null;
      });
      const renewal = await this.renewal;
      if ('token' in renewal) return renewal.token.text;
      this.end(renewal.ended);
      return await this.signedInAgain();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      return this.token?.text ?? null;
    }
  }

  /** @returns null where the person left, or somebody else signed in instead. */
  private async signedInAgain(): Promise<string | null> {
    const { state: ended } = this;
    if (ended.kind !== 'ended') return null;
    await this.until(() => this.state.kind !== 'ended');
    const isBack = this.state.kind === 'signed-in' && this.state.user.id === ended.user.id;
    return isBack ? (this.token?.text ?? null) : null;
  }

  private until(isSo: () => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const check = (): void => {
      if (!isSo()) return;
      unlisten();
      resolve();
    };
    const unlisten = this.listen(check);
    check();
    return promise;
  }

  /** One tab renews for all: it tells the others its token. */
  private renewWithTabs(old: AccessToken | null): Promise<RenewedToken> {
    const { tabs, signIns, wait } = this.options;
    return tabs.alone(async () => {
      tabs.tell({ kind: 'asks' });
      await wait(OTHER_TAB_MS);
      const { token } = this;
      if (token !== null && token.text !== old?.text && this.isFresh(token)) return { token };
      const renewal = await signIns.renew();
      if ('token' in renewal) this.adopt(renewal.token);
      return renewal;
    });
  }

  private isFresh(token: AccessToken): boolean {
    return token.endsAt - this.options.now() > RENEW_BEFORE_END_MS;
  }

  private adopt(token: AccessToken): void {
    this.token = token;
    if (this.state.kind !== 'signed-in') return;
    this.options.tabs.tell({ kind: 'token', userId: this.state.user.id, token });
  }

  private hear(message: TabMessage): void {
    const { state, token } = this;
    if (message.kind === 'asks') {
      if (state.kind !== 'signed-in' || token === null || !this.isFresh(token)) return;
      this.options.tabs.tell({ kind: 'token', userId: state.user.id, token });
    } else if (message.kind === 'signed-out') {
      if (state.kind !== 'starting') this.leave('signed-out');
    } else this.hearToken(message.userId, message.token);
  }

  private hearToken(userId: string, token: AccessToken): void {
    const { state } = this;
    if (state.kind === 'starting') return;
    if (state.kind !== 'signed-out' && state.user.id !== userId) {
      // Somebody else signed in with this browser: what this tab shows is not theirs.
      this.leave('signed-out');
      return;
    }
    if (state.kind === 'signed-out') return;
    if (this.token === null || token.endsAt > this.token.endsAt) this.token = token;
    // Signed in again in another tab.
    if (state.kind !== 'signed-in') this.set({ ...state, kind: 'signed-in' });
  }

  private async enter({ token, user }: SignedIn): Promise<void> {
    const { state } = this;
    // A page that waits for its sign-in belongs to one person.
    const waitsFor = state.kind === 'ended' || state.kind === 'remembered' ? state.user.id : user.id;
    if (waitsFor !== user.id) this.leave('signed-out');
    const isAgain = state.kind === 'ended' && waitsFor === user.id;
    const acting = isAgain ? state.acting : await this.visitOf(user, token);
    this.token = token;
    this.set({ kind: 'signed-in', user, acting });
    this.adopt(token);
  }

  private async visitOf(user: User, token: AccessToken): Promise<Acting | null> {
    return user.role === 'SUPER_ADMIN' ? this.options.actingOf(token) : null;
  }

  private end(why: Exclude<EndOfSignIn, 'signed-out'>): void {
    this.token = null;
    // Somebody ended it elsewhere, or took the access away: nothing may stay on the screen.
    // Of somebody remembered nothing may stay where this browser has no sign-in any more.
    const isGone = why === 'never-begun' && this.state.kind === 'remembered';
    if (why === 'withdrawn' || why === 'ended' || isGone) this.leave(why);
    else if (this.state.kind === 'signed-in' || this.state.kind === 'remembered') {
      this.set({ ...this.state, kind: 'ended' });
    }
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
