import { type ReactElement, useState } from 'react';
import { useTexts } from '../texts/index.js';
import { Button } from './button.js';

interface CopyButtonProps {
  readonly text: string;
  readonly look?: 'quiet' | 'primary';
}

/** Absent where the browser gives no clipboard, without TLS outside of its own machine: the text can be selected. */
export function CopyButton({ text, look = 'quiet' }: CopyButtonProps): ReactElement | null {
  const { t } = useTexts();
  const [isCopied, setIsCopied] = useState(false);
  if (!isSecureContext) return null;
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setIsCopied(true),
      () => setIsCopied(false), // Not allowed here: the text can be selected.
    );
  };
  return (
    <Button look={look} onClick={copy}>
      {isCopied ? t('states.copied') : t('states.copy')}
    </Button>
  );
}
