import fc from 'fast-check';
import { invitationLink, tokenIn } from './invitation-link.js';

const SITES = ['https://eagle.example/', 'http://10.0.0.7:8080/', 'https://plant.example/eagle/'];

describe('the link of an invitation', () => {
  test('gives its token back, and hides it from every server', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SITES), fc.string({ minLength: 1 }), (site, token) => {
        fc.pre(token.isWellFormed());
        const link = new URL(invitationLink(site, token));
        expect(tokenIn(link.hash)).toBe(token);
        expect(link.href.slice(0, link.href.indexOf('#'))).toBe(`${site}invitation`);
      }),
    );
  });

  test('that is cut or broken holds none', () => {
    for (const hash of ['', '#', '#%', '%E0%A4%A']) expect(tokenIn(hash)).toBeNull();
  });
});
