import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleOption } from '@temporalio/worker';

/**
 * Workflows as one script. With a folder that is of one run and thrown away after it, they are bundled once in that run:
 * each file of tests has modules of its own, and would bundle them again.
 */
export async function bundleOf(workflows: URL, folder?: string): Promise<WorkflowBundleOption> {
  const workflowsPath = fileURLToPath(workflows);
  const codePath = folder === undefined ? '' : join(folder, `${basename(workflowsPath, '.ts')}.bundle.js`);
  if (existsSync(codePath)) return { codePath };
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    preloadModules: [workflowsPath],
    logger: new DefaultLogger('WARN'),
  });
  if (codePath === '') return { code };
  const unfinished = `${codePath}.${process.pid}`;
  await writeFile(unfinished, code);
  await rename(unfinished, codePath);
  return { codePath };
}
