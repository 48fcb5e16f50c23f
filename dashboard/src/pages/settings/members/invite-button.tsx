import { Button } from '@cloudflare/kumo/components/button';
import { EnvelopeSimpleIcon } from '@phosphor-icons/react';
import { useInvite } from '../../../api/members';

interface InviteButtonProps {
  email: string;
  onSent: (outcome: string) => void;
}

/** Mails a member once more that they are one. */
export function InviteButton({ email, onSent }: InviteButtonProps) {
  const invite = useInvite(email, () => onSent(`An invitation to ${email} is on its way.`));
  return (
    <div className="flex flex-col items-end gap-1">
      <Button
        size="sm"
        icon={<EnvelopeSimpleIcon />}
        loading={invite.isPending}
        aria-label={`Invite again: ${email}`}
        title={`Send the invitation to ${email} again`}
        onClick={() => invite.mutate()}
        data-testid="invite"
      >
        <span className="max-md:hidden">Invite again</span>
      </Button>
      <p role="alert" className="max-w-48 text-right text-sm whitespace-normal text-kumo-danger empty:hidden">
        {invite.error?.message}
      </p>
    </div>
  );
}
