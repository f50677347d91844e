import { Inject, Injectable } from '@nestjs/common';
import { UserRepository } from './user.repository.js';
import { formName, type HashForm, NEWEST_FORM } from './password-hash-form.js';

/** While older hashes are left, the forms are read again after this time. */
const LOOK_AGAIN_MS = 10 * 60_000;

/**
 * The forms of hash in the database. Older forms stay until their owners have signed in once. Until
 * then every check costs as much as a check of each form, so that its time does not reveal who has
 * an account.
 */
@Injectable()
export class PasswordHashForms {
  private found: { readonly forms: Promise<readonly HashForm[]>; readonly atMs: number } | null = null;
  private hasOlder = true;

  constructor(@Inject(UserRepository) private readonly users: Pick<UserRepository, 'passwordHashForms'>) {}

  /** @throws AppError as `UserRepository.passwordHashForms`. */
  stored(): Promise<readonly HashForm[]> {
    const nowMs = performance.now();
    if (this.found === null || (this.hasOlder && nowMs - this.found.atMs > LOOK_AGAIN_MS)) {
      this.found = { forms: this.look(), atMs: nowMs };
    }
    return this.found.forms;
  }

  private async look(): Promise<readonly HashForm[]> {
    try {
      const forms = await this.users.passwordHashForms();
      this.hasOlder = forms.some((form) => formName(form) !== formName(NEWEST_FORM));
      return forms;
    } catch (error) {
      this.found = null;
      throw error;
    }
  }
}
