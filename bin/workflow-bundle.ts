import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import {
  bundleWorkflowCode,
  DefaultLogger,
  type WorkflowBundleOption,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { compiledModule } from '../api/threads/compiled-module.js';
import { failureConverter } from './temporal.js';

/**
 * The workflows as one script. All cases share its modules (decision 0052): none of them keeps anything of a case.
 */
export function makeBundle(): Promise<WorkflowBundleWithSourceMap> {
  const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));
  return bundleWorkflowCode({
    workflowsPath,
    preloadModules: [workflowsPath],
    failureConverterPath: fileURLToPath(failureConverter),
    logger: new DefaultLogger('WARN'),
  });
}

/**
 * The same, made in a thread that ends: the bundler keeps what it has read, and the worker would carry more than a
 * hundred megabytes that it never needs again.
 */
function bundleInThread(): Promise<string> {
  const module = compiledModule(new URL('./workflow-bundle.ts', import.meta.url)).href;
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./bundle-thread.mjs', import.meta.url), { workerData: module });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the workflows could not be bundled (${code})`)));
  });
}

/**
 * The bundle for a worker: kept with the compiled code of the same sources, made when it is not there. Where nothing may
 * be written (an image whose code belongs to root) it is made for this worker alone.
 */
export async function workflowBundle(): Promise<WorkflowBundleOption> {
  const folder = import.meta.compiled;
  if (folder === undefined) return { code: await bundleInThread() };
  const codePath = fileURLToPath(new URL('workflow-bundle.js', folder));
  if (existsSync(codePath)) return { codePath };
  const code = await bundleInThread();
  const unfinished = `${codePath}.${process.pid}`;
  try {
    await writeFile(unfinished, code);
    await rename(unfinished, codePath);
  } catch {
    return { code };
  }
  return { codePath };
}
