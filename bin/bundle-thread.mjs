// A thread does not take over the loader of the process: it registers its own before it reads TypeScript.
import { parentPort, workerData } from 'node:worker_threads';

if (workerData.endsWith('.ts')) {
  const { register } = await import('tsx/esm/api');
  register();
}
const { makeBundle } = await import(workerData);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread has no origin
parentPort?.postMessage((await makeBundle()).code);
