import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The API of `npm start`, for `vite dev web` beside it. */
const api = process.env['API_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/',
  publicDir: false,
  // React Aria carries thirty languages of labels for its calendar; three are used.
  plugins: [optimizeLocales.vite({ locales: ['fi', 'sv', 'en-GB', 'en-US'] }), react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows files of this origin only: no data: URL, no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    sourcemap: false,
  },
  server: { proxy: { '/api': api } },
  preview: { proxy: { '/api': api } },
});
