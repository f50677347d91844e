export const signIn = {
  'sign-in.title': 'Sign in',
  'sign-in.email': 'E-mail',
  'sign-in.password': 'Password',
  'sign-in.submit': 'Sign in',
  'sign-in.wrong': 'E-mail or password is wrong.',
  'sign-in.later': 'Too many wrong passwords: try again in {seconds} s.',
  'sign-in.unreachable': 'The platform does not answer. Nothing was changed. Try again.',
  'sign-in.ended.expired': 'Your sign-in has ended. Sign in again; you come back to where you were.',
  'sign-in.ended.ended': 'Your sign-in was ended. Sign in again.',
  'sign-in.ended.withdrawn': 'Your access was withdrawn. Ask an admin of your organization.',
  'sign-in.ended.signed-out': 'You are signed out.',
  'sign-in.failed-tries':
    '{count, plural, one {A wrong password was} other {# wrong passwords were}} tried at this account since your last sign-in.',
  'sign-in.demonstration': 'Demonstration accounts',
  'sign-in.demonstration.meaning': 'They exist on this demonstration only.',
  'sign-in.again': 'Sign in again',
  'sign-in.again.meaning': 'Your sign-in has ended. What you typed is kept.',
} as const;
