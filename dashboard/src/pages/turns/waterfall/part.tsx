import type { ComponentProps } from 'react';

type PartProps = ComponentProps<'div'> & {
  role: 'treegrid' | 'rowgroup' | 'row' | 'columnheader' | 'gridcell';
  [mark: `data-${string}`]: string | number | undefined;
};

/** A part of the treegrid. No table element: rows stand where they belong also when those before are not drawn. */
export function Part({ role, ...rest }: PartProps) {
  return <div role={role} {...rest} />;
}
