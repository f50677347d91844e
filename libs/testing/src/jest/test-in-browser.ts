import { chromiumPath } from '../browser/chromium.js';

/** A test that drives a browser; skipped where the machine has none, which the set-up reports. */
export const testInBrowser: jest.It = chromiumPath(process.env) === null ? test.skip : test;
