import { text } from '../domain/text.js';

/**
 * NIST SP 800-63B-4 for a password that stands alone, without a second factor. There are no rules
 * on kinds of characters.
 */
export const PASSWORD_CHARACTERS_MIN = 15;
export const PASSWORD_CHARACTERS_MAX = 1_000;

/** A password that a person chooses. */
export const newPasswordSchema = text(PASSWORD_CHARACTERS_MAX).min(
  PASSWORD_CHARACTERS_MIN,
  `at least ${PASSWORD_CHARACTERS_MIN} characters`,
);
