import { CSPProvider } from '@cloudflare/kumo/primitives/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/query-client';
import { App } from './app';
import { startFirstAdminLink } from './first-admin-link';
import { preload } from './pages/pages';
import './styles.css';
import { startTheme } from './theme';
import { parseSearch } from './url-state';

startTheme();
startFirstAdminLink();

const { page } = parseSearch(window.location.search);
if (page !== undefined) {
  preload(page);
}

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no #root');
}
createRoot(root).render(
  <StrictMode>
    {/* The content security policy allows no inline styles, so components must not insert any. */}
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={createQueryClient()}>
        <App />
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
