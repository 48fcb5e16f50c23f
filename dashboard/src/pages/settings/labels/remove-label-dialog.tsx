import { Button } from '@cloudflare/kumo/components/button';
import { TrashIcon } from '@phosphor-icons/react';
import { useSetLabels } from '../../../api/dimensions';
import { ConfirmDialog } from '../../../components/confirm-dialog';

interface RemoveLabelDialogProps {
  attribute: string;
  /** All that are listed. */
  attributes: readonly string[];
  onRemoved: (outcome: string) => void;
}

/** Asks before an own label is taken off the list. */
export function RemoveLabelDialog({ attribute, attributes, onRemoved }: RemoveLabelDialogProps) {
  const set = useSetLabels(() => onRemoved(`${attribute} is no label any more.`));
  return (
    <ConfirmDialog
      trigger={
        <Button
          size="sm"
          shape="square"
          icon={<TrashIcon />}
          aria-label={`Remove the label ${attribute}`}
          title={`Remove the label ${attribute}`}
          data-testid="remove-label"
        />
      }
      title="Remove this label?"
      description={
        <p>
          Nobody can filter or group by{' '}
          <strong className="font-medium wrap-anywhere text-kumo-default">{attribute}</strong> any more, and
          links to such views stop working. What was stored stays, and shows again when you list it again;
          what is reported in the meantime is stored without it.
        </p>
      }
      confirm="Remove label"
      cancel="Keep"
      change={set}
      variables={attributes.filter((one) => one !== attribute)}
    />
  );
}
