/** The mark of Thinspan: three spans, one within the other. */
export function Logo({ className = 'size-7' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={`shrink-0 ${className}`} aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#1d4ed8" />
      <g fill="none" stroke="#fff" strokeLinecap="round" strokeWidth="3">
        <path d="M7 10h18" />
        <path d="M11 16h9" strokeOpacity=".75" />
        <path d="M15 22h6" strokeOpacity=".5" />
      </g>
    </svg>
  );
}
