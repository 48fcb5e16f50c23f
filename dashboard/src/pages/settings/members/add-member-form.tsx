import { Banner } from '@cloudflare/kumo/components/banner';
import { Button } from '@cloudflare/kumo/components/button';
import { Input } from '@cloudflare/kumo/components/input';
import { UserPlusIcon, WarningIcon } from '@phosphor-icons/react';
import { type FormEvent, useRef, useState } from 'react';
import { useAddMember } from '../../../api/members';
import type { Role } from '../../../api/types';
import { Choice } from '../../../components/choice';
import { ROLES } from './roles';

/** Adds a member; the mail that tells them may fail, and they are a member all the same. */
export function AddMemberForm({ onAdded }: { onAdded: (outcome: string) => void }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [isMissing, setIsMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const add = useAddMember(({ member, invitation }) => {
    setEmail('');
    setRole('viewer');
    field.current?.focus();
    if (invitation === 'sent') {
      onAdded(`${member.email} was added, and an invitation is on its way.`);
    }
  });
  const error = isMissing ? 'Enter an email address.' : add.error?.message;
  const untold = add.data?.invitation === 'failed' ? add.data.member.email : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const address = email.trim();
    setIsMissing(address === '');
    if (address === '') {
      field.current?.focus();
    } else if (!add.isPending) {
      add.mutate({ email: address, role }, { onError: () => field.current?.focus() });
    }
  };

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <Input
            ref={field}
            label="Email address"
            type="email"
            name="member-email"
            autoComplete="off"
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
            variant={error === undefined ? 'default' : 'error'}
            value={email}
            onChange={(event) => {
              setEmail(event.target.value);
              setIsMissing(false);
            }}
            aria-invalid={error !== undefined}
            aria-describedby="add-member-error"
            data-testid="member-email"
          />
        </div>
        <Choice
          label="Role"
          options={ROLES}
          value={role}
          onChange={setRole}
          className="w-32"
          testId="member-role"
        />
        <Button
          type="submit"
          variant="primary"
          icon={<UserPlusIcon />}
          loading={add.isPending}
          data-testid="add-member"
        >
          Add member
        </Button>
      </div>
      <p
        id="add-member-error"
        role="alert"
        className="text-sm text-kumo-danger empty:hidden"
        data-testid="add-member-error"
      >
        {error}
      </p>
      <div role="status" className="empty:hidden">
        {untold !== undefined && (
          <Banner
            variant="alert"
            size="sm"
            icon={<WarningIcon weight="fill" />}
            description={`${untold} was added, but the invitation could not be mailed. Send it again from the list, or tell them yourself: they sign in here with their address.`}
          />
        )}
      </div>
    </form>
  );
}
