#!/usr/bin/env node
// The command exists before the first build; what it runs is written by the build.
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) await import(main.href);
else {
  console.error('The project is not built yet: run "npm start" or "npm run build" first.');
  process.exit(1);
}
