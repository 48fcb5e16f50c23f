import { Button } from '@cloudflare/kumo/components/button';
import { Dialog } from '@cloudflare/kumo/components/dialog';
import { ArrowsClockwiseIcon } from '@phosphor-icons/react';

interface RotateTokenDialogProps {
  isPending: boolean;
  onConfirm: () => void;
}

/** Asks before a token that is in force is replaced: every client with the old one stops reporting. */
export function RotateTokenDialog({ isPending, onConfirm }: RotateTokenDialogProps) {
  return (
    <Dialog.Root role="alertdialog">
      <Dialog.Trigger
        render={<Button icon={<ArrowsClockwiseIcon />} loading={isPending} data-testid="generate-token" />}
      >
        Rotate token
      </Dialog.Trigger>
      <Dialog size="base" className="p-6">
        <Dialog.Title className="text-lg font-semibold text-kumo-strong">
          Rotate the ingest token?
        </Dialog.Title>
        <Dialog.Description className="mt-2 text-base text-kumo-subtle">
          The token now in force stops at once. Nothing is counted from then on until the new one is in your
          managed settings.
        </Dialog.Description>
        <div className="mt-6 flex flex-wrap justify-end gap-2">
          <Dialog.Close render={<Button />}>Keep the old one</Dialog.Close>
          <Dialog.Close
            render={<Button variant="destructive" onClick={onConfirm} data-testid="confirm-rotate" />}
          >
            Rotate token
          </Dialog.Close>
        </div>
      </Dialog>
    </Dialog.Root>
  );
}
