import { Button } from '@cloudflare/kumo/components/button';
import type { ReactNode } from 'react';

interface StepButtonProps {
  icon: ReactNode;
  label: string;
  /** There is no further step. */
  isAtEnd?: boolean;
  onPress: () => void;
  testId: string;
}

/**
 * Goes a step on. At the end it can no longer be pressed and keeps the focus nevertheless: one that is disabled loses
 * it, and who got there by the keyboard would have to begin at the top of the page again.
 */
export function StepButton({ icon, label, isAtEnd = false, onPress, testId }: StepButtonProps) {
  return (
    <Button
      size="sm"
      shape="square"
      icon={icon}
      aria-label={label}
      title={label}
      aria-disabled={isAtEnd}
      onClick={isAtEnd ? undefined : onPress}
      className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
      data-testid={testId}
    />
  );
}
