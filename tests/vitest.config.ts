import { defineConfig } from 'vitest/config';

// All projects but `deploy` drive the Worker that `node scripts/build-worker.mjs` left in build/.
// Timeouts are for a slow machine that compiles something else at the same time: what a test waits for may take its
// while there, and a second, which is what `expect.poll` waits by itself, may be a single frame of a browser.
const expect = { poll: { timeout: 30_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'deploy',
          root: import.meta.dirname,
          include: ['deploy/**/*.test.ts'],
          testTimeout: 180_000,
          expect,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          root: import.meta.dirname,
          include: ['{conformance,e2e,vocabulary}/**/*.test.ts'],
          testTimeout: 60_000,
          expect,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'faults',
          root: import.meta.dirname,
          include: ['faults/**/*.test.ts'],
          testTimeout: 120_000,
          expect,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'onboarding',
          root: import.meta.dirname,
          include: ['onboarding/**/*.test.ts'],
          testTimeout: 120_000,
          expect,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          root: import.meta.dirname,
          include: ['browser/**/*.test.ts'],
          testTimeout: 120_000,
          expect,
          hookTimeout: 180_000,
          // One browser at a time.
          fileParallelism: false,
        },
      },
    ],
  },
});
