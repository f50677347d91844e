import type { ReactElement, ReactNode } from 'react';
import { csvLine, DataTable, type Head, IconButton, Panel, saveFile } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { ReportView } from './report-view.js';

/** The figures of a chart, as people read them and as programs do. */
export interface ChartFigures {
  readonly heads: readonly Head[];
  readonly rows: readonly (readonly string[])[];
  /** Raw names, then raw values: what is shown, no more and no less. */
  readonly csv: readonly (readonly string[])[];
}

interface ChartPanelProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  /** Beside the title: the legend. */
  readonly legend?: ReactNode;
  readonly view: ReportView;
  /** What the file is called, beside the version. */
  readonly fileName: string;
  readonly figures: ChartFigures;
  /** What stands before the chart, and before the table. */
  readonly lead?: ReactNode;
  readonly chart: ReactNode;
  /** What stands below both. */
  readonly children?: ReactNode;
}

/** A chart, or the same figures as a table; and as a file. */
export function ChartPanel({
  title,
  subtitle,
  legend,
  view: { version, isTable },
  fileName,
  figures: { heads, rows, csv },
  lead,
  chart,
  children,
}: ChartPanelProps): ReactElement {
  const { t } = useTexts();
  const save = (): void => {
    const file = new Blob(csv.map(csvLine), { type: 'text/csv;charset=utf-8' });
    saveFile(file, `model ${version} ${fileName}.csv`);
  };
  return (
    <Panel
      title={title}
      subtitle={subtitle}
      actions={
        <>
          {legend}
          <IconButton icon="export" label={t('models.export', { title })} onClick={save} />
        </>
      }
    >
      {lead}
      {isTable ? (
        <DataTable label={title} heads={heads} className="chart-table">
          <tbody>
            {rows.map((cells, place) => (
              // A row of figures has no other identity than its place.
              <tr key={place}>
                {cells.map((cell, column) => (
                  <td key={column} className={heads[column]?.className}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </DataTable>
      ) : (
        chart
      )}
      {children}
    </Panel>
  );
}
