import { Button } from '@cloudflare/kumo/components/button';
import { Dialog } from '@cloudflare/kumo/components/dialog';
import type { UseMutationResult } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react';
import { ErrorNotice } from './error-notice';

interface ConfirmDialogProps<Variables> {
  /** What opens it: a button without its words. */
  trigger: ReactElement<Record<string, unknown>>;
  /** Its words. */
  children?: ReactNode;
  title: string;
  /** What will happen, for whom, and whether it can be undone. */
  description: ReactNode;
  /** Fields, where something must be said. */
  fields?: ReactNode;
  confirm: string;
  cancel: string;
  /** May it be confirmed? Where something must be typed before. */
  isReady?: boolean;
  change: Pick<UseMutationResult<unknown, Error, Variables>, 'mutate' | 'isPending' | 'error' | 'reset'>;
  variables: Variables;
  onOpen?: () => void;
}

/**
 * Asks before something that cannot be taken back. It stays until the change is made, and says so when it
 * could not be.
 */
export function ConfirmDialog<Variables>(props: ConfirmDialogProps<Variables>) {
  const { change, variables, isReady = true } = props;
  const [isOpen, setIsOpen] = useState(false);

  const open = (next: boolean) => {
    if (change.isPending) {
      return;
    }
    if (next) {
      change.reset();
      props.onOpen?.();
    }
    setIsOpen(next);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !change.isPending) {
      change.mutate(variables, { onSuccess: () => setIsOpen(false) });
    }
  };

  return (
    <Dialog.Root role="alertdialog" open={isOpen} onOpenChange={open}>
      <Dialog.Trigger render={props.trigger}>{props.children}</Dialog.Trigger>
      <Dialog size="base" className="p-6">
        <Dialog.Title className="text-lg font-semibold text-kumo-strong">{props.title}</Dialog.Title>
        <Dialog.Description
          className="mt-2 text-base text-kumo-subtle"
          render={<div className="flex flex-col gap-2" />}
        >
          {props.description}
        </Dialog.Description>
        <form noValidate onSubmit={submit} className="mt-4 flex flex-col gap-4">
          {props.fields}
          {change.error && <ErrorNotice title="This was not done" error={change.error} />}
          <div className="mt-2 flex flex-wrap justify-end gap-2">
            <Dialog.Close render={<Button disabled={change.isPending} />}>{props.cancel}</Dialog.Close>
            <Button
              type="submit"
              variant="destructive"
              disabled={!isReady}
              loading={change.isPending}
              data-testid="confirm"
            >
              {props.confirm}
            </Button>
          </div>
        </form>
      </Dialog>
    </Dialog.Root>
  );
}
