import { METRIC_UNITS } from '@eagle/service-kit';

/** Metrics of the Prometheus library for every Node process. */
const OF_NODE = /^(process|nodejs)_/;
const UNIT = new RegExp(`_(${METRIC_UNITS.join('|')})$`);

/** Names on a page of metrics, with their help texts. */
interface ShownMetric {
  readonly name: string;
  readonly kind: string;
  readonly help: string;
}

/** The platform's own metrics on a page in the text format of Prometheus. */
export function ownMetrics(page: string): ShownMetric[] {
  const helps = new Map(
    [...page.matchAll(/^# HELP (\S+) (.*)$/gm)].map(([, name = '', help = '']) => [name, help]),
  );
  return [...page.matchAll(/^# TYPE (\S+) (\S+)$/gm)]
    .map(([, name = '', kind = '']) => ({ name, kind, help: helps.get(name) ?? '' }))
    .filter(({ name }) => !OF_NODE.test(name));
}

/** Why the name of a metric is not one of the platform's; null where it is. */
export function wrongName({ name, kind, help }: ShownMetric): string | null {
  if (!name.startsWith('eagle_')) return `${name} does not begin with eagle_`;
  if (kind === 'counter') return name.endsWith('_total') ? null : `${name} counts and does not end in _total`;
  // A condition has no unit.
  if (UNIT.test(name) || help.startsWith('1 while ')) return null;
  return `${name} does not end in its unit`;
}
