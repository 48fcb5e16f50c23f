import { defineConfig } from 'vitest/config';

// All projects but `deploy` drive the Worker that `node scripts/build-worker.mjs` left in build/.
// Timeouts are for a slow machine that compiles something else at the same time.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'deploy',
          root: import.meta.dirname,
          include: ['deploy/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          root: import.meta.dirname,
          include: ['{conformance,e2e,vocabulary}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'faults',
          root: import.meta.dirname,
          include: ['faults/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'onboarding',
          root: import.meta.dirname,
          include: ['onboarding/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          root: import.meta.dirname,
          include: ['browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // One browser at a time.
          fileParallelism: false,
        },
      },
    ],
  },
});
