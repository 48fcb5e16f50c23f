import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * Names the Worker's origin, for a dashboard that has a host of its own: THINSPAN_API=https://… It is put into
 * index.html, and becomes the only other origin that the content security policy lets the page talk to.
 */
function api(): Plugin {
  const origin = process.env.THINSPAN_API ?? '';
  let headersFile = '';
  return {
    name: 'thinspan-api',
    configResolved({ root, build }) {
      headersFile = resolve(root, build.outDir, '_headers');
    },
    transformIndexHtml: (html) =>
      html.replace('name="thinspan-api" content=""', `name="thinspan-api" content="${origin}"`),
    writeBundle() {
      if (origin !== '') {
        const headers = readFileSync(headersFile, 'utf8');
        writeFileSync(
          headersFile,
          headers.replace("connect-src 'self' https:", `connect-src 'self' ${origin}`),
        );
      }
    },
  };
}

export default defineConfig({
  // Relative, so that the same build can be served from the root of a domain or from below it.
  base: './',
  plugins: [react(), tailwindcss(), api()],
  build: {
    // Kumo's colours are `light-dark()`, which these are the first to know.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // The charts are one lazy chunk by design; the shell and the pages for admins stay well below this.
    chunkSizeWarningLimit: 900,
  },
});
