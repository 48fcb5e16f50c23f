import type { ErrorClass } from '../../api/types';
import { type Column, counted, share, text } from '../../tables/column';

/** Classes of errors, and how much of all errors each is. */
export function classColumns(classes: readonly ErrorClass[]): readonly Column<ErrorClass>[] {
  const all = classes.reduce((sum, { count }) => sum + count, 0);
  return [
    text(
      'class',
      'Class',
      (row) => row.class,
      (row) => (row.class === '' ? 'Not said' : row.class),
    ),
    counted('count', 'Errors', ({ count }) => count),
    share('share', 'Share', ({ count }) => (all > 0 ? count / all : null)),
  ];
}
