import {
  BUS_METRICS,
  CONFIG_WATCH_METRICS,
  LEADER_METRICS,
  METRIC_UNITS,
  PROCESS_METRICS,
  type MetricDeclaration,
} from '@eagle/service-kit';
import { z } from 'zod';
import { code, exportsOf, table } from './page.fixture.js';

const HEAD = `# Metrics

Written by \`npm run docs:references\` from \`src/declared-metrics.ts\` of each service and of \`libs/service-kit\`; a test fails where both differ. \`GET /metrics\` on the
operators' port answers in Prometheus text format. Every metric has the labels \`service\` and \`replica\` besides its own, and every process gives those of Node
as well: resident memory (\`process_resident_memory_bytes\`), CPU (\`process_cpu_seconds_total\`), event loop lag (\`nodejs_eventloop_lag_seconds\`) and more. Which of
them to watch is in [reliability.md](../reliability.md#metrics-to-watch).
`;

/** What `declared-metrics.ts` of a service exports. */
const declaredSchema = z.record(
  z.string(),
  z.object({
    kind: z.enum(['counter', 'gauge', 'histogram']),
    name: z.string(),
    help: z.string().endsWith('.', 'a sentence'),
    labels: z.array(z.string()),
  }),
);
type Declared = Readonly<Record<string, Pick<MetricDeclaration, 'kind' | 'name' | 'help' | 'labels'>>>;

/** The page that lists every metric of every service. */
export async function metricsPage(services: readonly string[]): Promise<string> {
  const own = await Promise.all(
    services.map(async (service) => {
      const [declared] = await exportsOf(service, 'dist/declared-metrics.js');
      return section(service, declaredSchema.parse(declared));
    }),
  );
  return [
    HEAD,
    section('Every process', PROCESS_METRICS),
    section('Every service on the message server', BUS_METRICS),
    section('Services that follow configurations', CONFIG_WATCH_METRICS),
    section('Services that elect a leader', LEADER_METRICS),
    ...own,
  ].join('\n');
}

const section = (title: string, declared: Declared): string =>
  `## ${title}\n\n${table(
    ['metric', 'kind', 'unit', 'labels', 'meaning'],
    Object.values(declared).map(({ name, kind, labels, help }) => [
      code(name),
      kind,
      unitOf(name),
      labels.map(code).join(', '),
      help,
    ]),
  )}`;

/** Names carry the unit, before `_total` where there is one. */
const unitOf = (name: string): string =>
  METRIC_UNITS.find((unit) => name.replace(/_total$/, '').endsWith(`_${unit}`)) ??
  (name.endsWith('_total') ? 'count' : '');
