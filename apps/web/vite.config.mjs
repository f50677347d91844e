import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompressed } from './build/precompressed.mjs';
import { serviceWorker } from './build/service-worker.mjs';

const root = import.meta.dirname;

/** The gateway of a platform that runs: the one that is named, else the one of `npm start`. */
function gatewayUrl() {
  const { EAGLE_GATEWAY_URL: named, EAGLE_HOME: home = path.join(root, '../../.eagle') } = process.env;
  if (named !== undefined) return named;
  const runFile = path.join(home, 'run.json');
  if (!existsSync(runFile)) {
    throw new Error(
      'No platform runs: start one with "npm start", or name its gateway in EAGLE_GATEWAY_URL.',
    );
  }
  return JSON.parse(readFileSync(runFile, 'utf8')).gatewayUrl;
}

export default defineConfig(({ command }) => ({
  // Addresses of files are relative to <base>, which the gateway sets to the path of the site.
  base: command === 'build' ? './' : '/',
  plugins: [react(), tailwindcss(), serviceWorker(), precompressed()],
  build: {
    outDir: 'dist/site',
    assetsDir: 'files',
    target: 'es2023',
    // The policy of the page allows no inline script and no data: address of one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
  },
  server:
    command === 'serve'
      ? {
          host: '127.0.0.1',
          proxy: {
            '/api': { target: gatewayUrl() },
            '/socket.io': { target: gatewayUrl(), ws: true },
          },
        }
      : {},
}));
