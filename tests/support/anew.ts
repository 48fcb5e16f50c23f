// A product of its own for each test of a file.

import { afterEach } from 'vitest';
import { Product, type StartOptions } from './product.ts';
import { Mailbox, Visitor } from './visitor.ts';

/**
 * What starts a product with these variables, whose mail and log a mailbox has; it stops after the test. To be
 * called once in a file.
 */
export function anew(variables: Record<string, string>) {
  const running: Product[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((product) => product.stop()));
  });

  return async ({ vars, ...options }: StartOptions = {}) => {
    const mailbox = new Mailbox();
    const product = await Product.start({
      vars: { ...variables, ...vars },
      onLog: mailbox.read,
      ...options,
    });
    running.push(product);
    return { product, mailbox, visitor: () => new Visitor(product, mailbox) };
  };
}
