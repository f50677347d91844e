import { inspect } from 'node:util';
import { z } from 'zod';

/** A secret text: printed, logged or turned into JSON it is `[redacted]`. */
export class Secret {
  // Hidden at runtime as well: nothing that lists, copies or prints properties comes across it.
  // eslint-disable-next-line no-restricted-syntax -- The text of a secret is private at runtime too.
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The text itself. Call only where it is handed to what needs it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }

  [inspect.custom](): string {
    return '[redacted]';
  }
}

/**
 * A secret in the configuration; the metadata `secret` marks it on the reference page.
 * @param text  What the raw text must look like; by default not empty. For example
 * `secret(hexKey)`.
 */
export function secret(text: z.ZodType<string, string> = z.string().min(1, 'a text that is not empty')) {
  return text.transform((value) => new Secret(value)).meta({ secret: true });
}

/** 256 bits as 64 hexadecimal digits. */
export const hexKey = z
  .string()
  .regex(/^[0-9a-f]{64}$/i, '64 hexadecimal digits')
  .meta({ accepts: '64 hexadecimal digits' });
