import { unsentForms } from './parts/index.js';
import type { SessionState } from './session/index.js';

/**
 * What was typed belongs to one person. It waits while their sign-in has ended, and goes when they sign
 * out, when the access is taken away, and when somebody else signs in.
 */
export function keepUnsentOf(state: SessionState): void {
  switch (state.kind) {
    case 'starting':
      return;
    case 'signed-out':
      if (state.why === 'signed-out' || state.why === 'withdrawn') unsentForms.clear();
      return;
    case 'remembered':
    case 'signed-in':
    case 'ended':
      unsentForms.belongTo(state.user.id);
  }
}
