// Refuses circles of imports: between files, and between the rooms of an app or a library. A room
// is a folder directly under `src/`. An import of a type counts as any other. Tests and fixtures
// belong to no room: a fixture may take from every room that a test of it stands in.
import { cruise } from 'dependency-cruiser';

const TEST = /\.(spec|int-spec|e2e-spec|fixture|bench)\.ts$|\/fixtures\//;
const ROOM = /^(?:apps|libs)\/[^/]+\/src\/[^/]+(?=\/)/;

const noFileCycle = { name: 'no-file-cycle', severity: 'error', from: {}, to: { circular: true } };

/** Every module with what it imports, and the cycles between files. */
async function readImports() {
  const { output } = await cruise(['apps', 'libs'], {
    ruleSet: { forbidden: [noFileCycle] },
    validate: true,
    exclude: { path: '(^|/)(dist|node_modules|generated)/' },
    // Without it, imports that TypeScript leaves out of its output are not seen: those of types.
    tsPreCompilationDeps: true,
  });
  return { modules: output.modules, fileCycles: output.summary.violations };
}

const roomOf = (file) => (TEST.test(file) ? undefined : ROOM.exec(file)?.[0]);

/**
 * The imports that lead from a room into another one: { from, to, text }. The library has rules for
 * folders too, but they take each folder by itself: a circle through two folders of one room is
 * none to them.
 */
function importsBetweenRooms(modules) {
  return modules.flatMap(({ source, dependencies }) =>
    dependencies
      .map(({ resolved }) => ({
        from: roomOf(source),
        to: roomOf(resolved),
        text: `${source} -> ${resolved}`,
      }))
      .filter(({ from, to }) => from !== undefined && to !== undefined && from !== to),
  );
}

/** The rooms that a room stands on, directly or through others. */
function roomsBelow(room, imports) {
  const below = new Set();
  const open = [room];
  while (open.length > 0) {
    const current = open.pop();
    for (const { from, to } of imports) {
      if (from !== current || below.has(to)) continue;
      below.add(to);
      open.push(to);
    }
  }
  return below;
}

const { modules, fileCycles } = await readImports();
const imports = importsBetweenRooms(modules);
const below = new Map(
  [...new Set(imports.map(({ to }) => to))].map((room) => [room, roomsBelow(room, imports)]),
);
const roomCycles = imports.filter(({ from, to }) => below.get(to).has(from));

for (const { from, cycle } of fileCycles) {
  console.error(`Files import each other: ${[from, ...cycle.map(({ name }) => name)].join(' -> ')}`);
}
for (const { text } of roomCycles) console.error(`Rooms import each other: ${text}`);
process.exitCode = fileCycles.length + roomCycles.length > 0 ? 1 : 0;
