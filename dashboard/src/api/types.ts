/** What the JSON API says. The types are those of the Worker: see schema.ts. */

export type * from './schema';
