// Generates the Prisma client, offline. Plain JavaScript: bin/bootstrap.mjs runs it on a fresh clone.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashOf } from './hash-of.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const client = join(root, 'prisma', 'client');
const stamp = join(client, '.inputs');
const inputs = () =>
  hashOf(root, ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json']);

/** Whether the generated client belongs to the schema as it is now. */
export function clientIsCurrent() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs();
}

/** Writes prisma/client anew. */
export async function generate() {
  const prisma = join(root, 'node_modules', 'prisma', 'build', 'index.js');
  const env = {
    ...process.env,
    // `generate` never runs its schema engine, but would fetch it: naming any executable keeps it offline.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    NO_COLOR: '1',
  };
  await new Promise((resolve, reject) => {
    execFile(process.execPath, [prisma, 'generate'], { cwd: root, env }, (failure, out, err) => {
      if (!failure) return resolve();
      reject(new Error(`${err}${out}`.trim().split('\n').slice(-8).join('\n  ')));
    });
  });
  writeFileSync(stamp, inputs());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await generate().catch((failure) => {
    console.error(`The Prisma client could not be generated:\n  ${failure.message}`);
    process.exitCode = 1;
  });
}
