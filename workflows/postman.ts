import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { MINUTE } from '../domain/time/instant.js';
import { MAIL_SIGNAL, type MailActivities, type PostmanInput } from './messages.js';
import { workflowNow } from './now.js';

const { deliver } = proxyActivities<MailActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

const mail = defineSignal(MAIL_SIGNAL);

/** With nothing planned a postman looks all the same, so that a lost signal costs minutes, not a mail. */
const IDLE = 5 * MINUTE;
const MAX_EVENTS = 2000;

/** Delivers the mail of one shard of the recipients, woken by a signal or by its own timer. */
export async function postmanWorkflow(input: PostmanInput): Promise<void> {
  let woken = false;
  setHandler(mail, () => {
    woken = true;
  });
  while (!workflowInfo().continueAsNewSuggested && workflowInfo().historyLength < MAX_EVENTS) {
    woken = false;
    const { again } = await deliver({ shard: input.shard, now: workflowNow() });
    const wait = again === null ? IDLE : Math.min(IDLE, Math.max(1, again - workflowNow()));
    if (!woken) await condition(() => woken, wait);
  }
  await continueAsNew<typeof postmanWorkflow>(input);
}
