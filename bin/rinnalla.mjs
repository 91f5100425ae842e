#!/usr/bin/env node
// `npx rinnalla <command>`: the operator's commands, run from their TypeScript without a build.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const installed = new URL('../node_modules/tsx/package.json', import.meta.url);
if (existsSync(fileURLToPath(installed))) {
  const { register } = await import('tsx/esm/api');
  register();
  await import('./rinnalla.ts');
} else {
  console.error('Rinnalla is not installed here yet.\n  Way out: run `npm start` once, or `npm ci`.');
  process.exitCode = 1;
}
