import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Names the Worker's origin in index.html, for a dashboard that has a host of its own: THINSPAN_API=https://… */
function api(): Plugin {
  return {
    name: 'thinspan-api',
    transformIndexHtml: (html) =>
      html.replace(
        'name="thinspan-api" content=""',
        `name="thinspan-api" content="${process.env.THINSPAN_API ?? ''}"`,
      ),
  };
}

export default defineConfig({
  // Relative, so that the same build can be served from the root of a domain or from below it.
  base: './',
  plugins: [react(), tailwindcss(), api()],
  build: {
    // Kumo's colours are `light-dark()`, which these are the first to know.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // The charts are one lazy chunk by design; the shell stays well below this.
    chunkSizeWarningLimit: 900,
  },
});
