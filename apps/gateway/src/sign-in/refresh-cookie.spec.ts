import fc from 'fast-check';
import { isOfOwnSite, refreshCookie, refreshCookieName, refreshTokenIn } from './refresh-cookie.js';

const NAME = 'eagle-sign-in-1a2b3c4d';
const scope = { name: NAME, path: '/eagle/api/v1/auth/browser', isSecure: true };
const token = 'a'.repeat(43);

describe('the cookie of a browser’s sign-in', () => {
  test('is out of the reach of scripts, other sites and other paths', () => {
    expect(refreshCookie(scope, token)).toBe(
      `${NAME}=${token}; Path=/eagle/api/v1/auth/browser; Max-Age=2592000; HttpOnly; SameSite=Strict; Secure`,
    );
    expect(refreshCookie({ ...scope, isSecure: false }, token)).not.toContain('Secure');
    expect(refreshCookie(scope, null)).toContain('Max-Age=0');
  });

  test('is found among others, and nothing else is taken for a token', () => {
    expect(refreshTokenIn(`theme=dark; ${NAME}=${token}; x=y=z`, NAME)).toBe(token);
    expect(refreshTokenIn(`${NAME}x=${token}`, NAME)).toBeNull();
    expect(refreshTokenIn(`${NAME}=`, NAME)).toBeNull();
    expect(refreshTokenIn(undefined, NAME)).toBeNull();
    fc.assert(
      fc.property(fc.string(), (header) => {
        const found = refreshTokenIn(header, NAME);
        expect(found === null || /^[A-Za-z0-9_-]+$/.test(found)).toBe(true);
      }),
    );
  });

  test('has a name of its own for each installation', () => {
    const [one, other] = [refreshCookieName('0d'.repeat(32)), refreshCookieName('0e'.repeat(32))];
    expect(one).toMatch(/^eagle-sign-in-[0-9a-f]{8}$/);
    expect(one).not.toBe(other);
  });

  test('counts only for requests of this site', () => {
    for (const site of ['same-origin', 'none', undefined]) expect(isOfOwnSite(site)).toBe(true);
    for (const site of ['cross-site', 'same-site', '']) expect(isOfOwnSite(site)).toBe(false);
  });
});
