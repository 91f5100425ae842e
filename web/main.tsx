import '@fontsource-variable/source-sans-3/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/lists.css';
import './styles/forms.css';
import './styles/pickers.css';
import './styles/case.css';
import './styles/deadlines.css';
import './styles/supervision.css';
import './styles/slips.css';
import './styles/print.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { noteNavigation } from './components/navigation-focus.js';
import { makeQueryClient } from './http/query-client.js';
import { firstLanguage, startLanguage } from './language/setup.js';
import { makeRouter } from './router.js';

const root = document.getElementById('app');
if (!root) throw new Error('the page has no element to draw in');

await startLanguage(firstLanguage(navigator.languages));
const queryClient = makeQueryClient();
const router = makeRouter(queryClient);
router.subscribe('onBeforeNavigate', (event) => {
  if (event.fromLocation && event.pathChanged) noteNavigation();
});

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
