import { useEffect, useState } from 'react';

/** Whether points are shown as a table: Alt T, or the button. */
export function useTable(): readonly [isTable: boolean, toggle: () => void] {
  const [isTable, setIsTable] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // With Alt some keyboards write another character: the place of the key counts.
      if (event.code !== 'KeyT' || !event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      setIsTable((former) => !former);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return [isTable, () => setIsTable((former) => !former)];
}
