import {
  createContext,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
} from 'react';
import { Button } from './button.js';

export interface Toast {
  readonly text: string;
  readonly action?: { readonly label: string; readonly onAct: () => void };
}

/** The time in which something can be undone: `--undo-window`. */
export const TOAST_MS = 6_000;

const ToastContext = createContext<(toast: Toast) => void>(() => undefined);

/** Shows one line at the foot for six seconds; a newer one replaces it. */
export const useToast = (): ((toast: Toast) => void) => useContext(ToastContext);

export function ToastProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [shown, setShown] = useState<{ readonly toast: Toast } | null>(null);
  const show = useCallback((toast: Toast) => setShown({ toast }), []);
  useEffect(() => {
    if (shown === null) return undefined;
    const timer = setTimeout(() => setShown(null), TOAST_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  const action = shown?.toast.action;
  return (
    <ToastContext value={show}>
      {children}
      <div role="status">
        {shown === null ? null : (
          <div className="toast">
            <span>{shown.toast.text}</span>
            {action === undefined ? null : (
              <Button
                onClick={() => {
                  setShown(null);
                  action.onAct();
                }}
              >
                {action.label}
              </Button>
            )}
          </div>
        )}
      </div>
    </ToastContext>
  );
}
