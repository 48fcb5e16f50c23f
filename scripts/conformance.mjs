// `npm run conformance`: holds a receiver of OTLP/HTTP against the table of requirements in tests/conformance. It is sent
// bad requests of every kind, and large ones.
//
//   npm run conformance -- http://localhost:4318
//   npm run conformance -- https://otlp.example.com --header 'authorization: Bearer thinspan_…'
//
// Ends with 1 where it does not do what the specification says it must.

import { endWithChildren, launch } from './processes.mjs';
import { clear, giveUp, say } from './progress.mjs';
import { checkNode, npmPackages } from './setup.mjs';

endWithChildren(clear);
try {
  checkNode();
  await npmPackages();
  const { done } = launch('node', ['tests/conformance/by_hand.ts', ...process.argv.slice(2)], {
    onLine: say,
  });
  process.exit((await done).code);
} catch (error) {
  giveUp(error);
}
