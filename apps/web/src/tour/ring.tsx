import { type ReactElement, useLayoutEffect, useState } from 'react';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An outline round a part of the page; none where the page does not show it. */
export function Ring({ place }: { readonly place: string }): ReactElement | null {
  const [box, setBox] = useState<Box | null>(null);
  useLayoutEffect(() => {
    const measure = (): void => {
      const found = document.querySelector(place)?.getBoundingClientRect();
      setBox(found === undefined || found.width === 0 ? null : found);
    };
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, [place]);
  if (box === null) return null;
  const { left, top, width, height } = box;
  return <div className="tour-ring" aria-hidden="true" style={{ left, top, width, height }} />;
}
