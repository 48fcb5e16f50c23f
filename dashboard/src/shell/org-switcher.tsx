import { useSwitchOrg } from '../api/session';
import type { Me } from '../api/types';
import { Choice } from '../components/choice';

/** Where the person belongs to several orgs: which of them this browser looks at. */
export function OrgSwitcher({ me }: { me: Me }) {
  const change = useSwitchOrg();
  if (me.orgs.length < 2) {
    return null;
  }
  return (
    <div className="flex flex-col gap-1 px-2 pb-2">
      <Choice
        label="Organisation"
        isLabelHidden
        options={me.orgs.map((name) => ({ value: name, label: name }))}
        value={change.isPending ? change.variables : me.org.name}
        onChange={(name) => change.mutate(name)}
        isDisabled={change.isPending}
        testId="org-switcher"
      />
      {change.isError && (
        <p role="alert" className="text-sm whitespace-normal text-kumo-danger">
          Not changed: {change.error.message}
        </p>
      )}
    </div>
  );
}
