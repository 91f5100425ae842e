#!/usr/bin/env node
// `npx rinnalla <command>`: the operator's commands.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const installed = new URL('../node_modules/esbuild/package.json', import.meta.url);
if (existsSync(fileURLToPath(installed))) {
  const { enter } = await import('./compiled.mjs');
  await enter('bin/rinnalla.ts', process.argv.slice(2));
} else {
  console.error('Rinnalla is not installed here yet.\n  Way out: run `npm start` once, or `npm ci`.');
  process.exitCode = 1;
}
