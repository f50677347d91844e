// Removes what "npm prune --omit=dev" leaves of the development dependencies: packages that are also
// an optional peer of one that runs. The Prisma client names the prisma command and TypeScript so,
// and with them comes a third of all packages.
import { readFileSync, rmSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8'));
const left = Object.entries(packages).filter(([, { devOptional }]) => devOptional === true);
for (const [folder] of left) rmSync(folder, { recursive: true, force: true });
console.log(`${left.length} packages removed`);
