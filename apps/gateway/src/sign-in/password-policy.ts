import { AppError } from '@eagle/contracts/domain';

/** Estimates how many guesses a password needs from somebody who knows the given words. */
export abstract class PasswordStrength {
  /** @returns decimal logarithm of the guesses. */
  abstract guessesLog10(password: string, words: readonly string[]): Promise<number>;
}

/**
 * A password that needs fewer guesses is refused: common ones, and those of keyboard rows, repeats,
 * dates or the person's own name.
 */
const GUESSES_LOG10_MIN = 8;

/** Words that everybody would try first here. */
const PRODUCT_WORDS = ['eagle', 'notifier', 'scada', 'operator'];

/**
 * @param about  Facts about the person: e-mail address, name, organization.
 * @param pointer  Where the password stands in the request.
 * @throws AppError `AUTH.PASSWORD_COMMON` (invalid).
 */
export async function refuseCommonPassword(
  strength: PasswordStrength,
  password: string,
  about: readonly string[],
  pointer: string,
): Promise<void> {
  const words = [...PRODUCT_WORDS, ...about.flatMap(wordsOf)];
  if ((await strength.guessesLog10(password.normalize('NFKC'), words)) >= GUESSES_LOG10_MIN) return;
  const detail =
    'too easy to guess: it is common, repeats itself or is made of your own name. A few words that have nothing to do with each other are better';
  throw new AppError('AUTH.PASSWORD_COMMON', `${pointer}: ${detail}.`, {
    errors: [{ pointer, detail }],
  });
}

function wordsOf(text: string): string[] {
  return [text, ...text.split(/[^\p{L}\p{N}]+/u)].filter((word) => word.length > 2);
}
