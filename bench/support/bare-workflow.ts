import { condition, defineUpdate, setHandler } from '@temporalio/workflow';

/** The least an engine can do for a command: count it. */
export async function bareWorkflow(): Promise<void> {
  let count = 0;
  setHandler(defineUpdate<number>('command'), () => (count += 1));
  await condition(() => false);
}
