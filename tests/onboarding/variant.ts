// What GET /api/v1/onboarding answers.

import type { Product } from '../support/product.ts';
import type { Visitor } from '../support/visitor.ts';

export interface OnboardingFile {
  name: string;
  where: string;
  language: string;
  text: string;
}

export interface Variant {
  id: string;
  title: string;
  intro: string;
  files: OnboardingFile[];
  variables: { name: string; value: string; why: string }[];
}

export interface Item {
  id: string;
  is_done: boolean;
  title: string;
  detail: string;
  variable: string | null;
}

export interface Onboarding {
  endpoint: string;
  placeholder: string;
  variants: Variant[];
  checklist: Item[];
  rejections: { prefix: string; reason: string; count: number; last_at: string }[];
}

/** Asks for it under an origin of one's own, which is then the endpoint. */
export async function onboardingAt(origin: string, product: Product, visitor: Visitor): Promise<Onboarding> {
  const cookie = Object.entries(visitor.jar())
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const answer = await product.fetchAt(`${origin}/api/v1/onboarding`, { headers: { cookie } });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Onboarding;
}

/** The text of a file of a variant. */
export function textOf({ variants }: Onboarding, id: string, name: string): string {
  const file = variants.find((variant) => variant.id === id)?.files.find((file) => file.name === name);
  if (!file) throw new Error(`${id} has no ${name}`);
  return file.text;
}

/** The ids of what is done. */
export const done = ({ checklist }: Onboarding): string[] =>
  checklist.filter(({ is_done }) => is_done).map(({ id }) => id);
