import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { failureConverterPath } from './temporal.js';

/** The workflows as one script. */
export function makeBundle(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    failureConverterPath,
    logger: new DefaultLogger('WARN'),
  });
}

/**
 * The same, made in a thread that ends: the bundler keeps what it has read, and the worker would carry more than a
 * hundred megabytes that it never needs again.
 */
export function bundleInThread(): Promise<WorkflowBundleWithSourceMap> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./bundle-thread.mjs', import.meta.url));
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the workflows could not be bundled (${code})`)));
  });
}
