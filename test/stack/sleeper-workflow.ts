import { defineQuery, setHandler, sleep } from '@temporalio/workflow';

/** Sleeps and says so: enough to see whether a timer outlives the server. */
export async function sleeper(forMs: number): Promise<string> {
  setHandler(defineQuery<string>('state'), () => 'asleep');
  await sleep(forMs);
  return 'awake';
}
