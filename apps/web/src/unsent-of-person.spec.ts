import type { User } from './api/index.js';
import { unsentForms } from './parts/unsent-forms.js';
import type { SessionState } from './session/session-state.js';
import { keepUnsentOf } from './unsent-of-person.js';

const user = (id: string): User => ({
  ...{ id, email: `${id}@plant.example`, name: id, role: 'ADMIN', organizationId: 'plant' },
  ...{ enabled: true, createdAt: '2026-11-30T00:00:00.000Z' },
});
const signedIn = (id: string): SessionState => ({ kind: 'signed-in', user: user(id), acting: null });
const ended: SessionState = { kind: 'ended', user: user('ann'), acting: null };
const TYPED = { sentence: 'Bearing replaced' };

describe('what was typed', () => {
  beforeEach(() => {
    keepUnsentOf(signedIn('ann'));
    unsentForms.keep('note', TYPED);
  });
  afterEach(() => unsentForms.clear());

  test.each<[string, SessionState[], object]>([
    ['waits while the sign-in has ended', [ended, signedIn('ann')], TYPED],
    ['waits at the sign-in page', [{ kind: 'signed-out', why: 'expired' }, signedIn('ann')], TYPED],
    ['goes with who signs out', [{ kind: 'signed-out', why: 'signed-out' }, signedIn('ann')], {}],
    ['goes with the access', [{ kind: 'signed-out', why: 'withdrawn' }, signedIn('ann')], {}],
    ['is not shown to who signs in instead', [ended, signedIn('bob')], {}],
    ['is gone once somebody else was here', [ended, signedIn('bob'), signedIn('ann')], {}],
  ])('%s', (_, states, left) => {
    for (const state of states) keepUnsentOf(state);
    expect(unsentForms.get('note')).toEqual(left);
  });
});
