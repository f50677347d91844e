import { type ReactElement, type ReactNode, useId } from 'react';

interface PanelProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ title, subtitle, actions, children }: PanelProps): ReactElement {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {subtitle === undefined ? null : <span className="sub">{subtitle}</span>}
        <span className="grow" />
        {actions}
      </header>
      <div className="body">{children}</div>
    </section>
  );
}
