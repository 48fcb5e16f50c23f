import { SkeletonLine } from '@cloudflare/kumo/components/loader';

/** Stands where an answer will be. `what` is what a screen reader hears: "Reading the members". */
export function Reading({ what }: { what: string }) {
  return (
    <div
      role="status"
      aria-label={`Reading ${what}`}
      className="flex flex-col gap-3 py-2"
      data-testid="skeleton"
    >
      <SkeletonLine className="h-4 w-full" />
      <SkeletonLine className="h-4 w-5/6" />
      <SkeletonLine className="h-4 w-2/3" />
    </div>
  );
}
