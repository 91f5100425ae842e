import type { Client } from '@temporalio/client';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { AnyCommand } from '../../domain/commands.js';
import { REFUSED, type RefusalDetail } from '../../workflows/messages.js';
import { payloadCodec } from '../payload-codec.js';
import type { Settings } from '../settings.js';

/** What Temporal kept of one run, in the order in which it happened. */
export type Step =
  /** The run was handed this by the one before it. */
  | { readonly kind: 'started'; readonly input: unknown }
  /** An activity was asked to do something, and what came of it; `result` undefined: it never ended. */
  | {
      readonly kind: 'activity';
      readonly type: string;
      readonly input: unknown;
      readonly failed: boolean;
      readonly result: unknown;
      readonly endedAt: number | null;
    }
  /** A command was taken; `refusal` when the handler refused it. */
  | { readonly kind: 'command'; readonly command: AnyCommand; readonly refusal: RefusalDetail | null };

/** Every run of one workflow, oldest first. */
export interface Runs {
  readonly workflowId: string;
  readonly runIds: readonly string[];
}

type Payloads = { payloads?: Payload[] | null } | null | undefined;
type HistoryEvent = NonNullable<
  Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>['events']
>[number];
type Decode = (payloads: Payloads) => Promise<unknown>;

/** Workflows of a kind with their runs, those that have ended included, for as long as the engine keeps them. */
export async function runsOf(temporal: Client, type: string): Promise<Runs[]> {
  const runs = new Map<string, { runId: string; at: number }[]>();
  for await (const { workflowId, runId, startTime } of temporal.workflow.list({
    query: `WorkflowType = '${type}'`,
  })) {
    const group = runs.get(workflowId) ?? [];
    runs.set(workflowId, [...group, { runId, at: startTime.getTime() }]);
  }
  return [...runs]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([workflowId, group]) => ({
      workflowId,
      runIds: group.toSorted((a, b) => a.at - b.at).map(({ runId }) => runId),
    }));
}

/** Reads the first value of payloads as the worker wrote it. Throws when it is under a key that is not here. */
function decoder({ payloadKey, payloadKeyOld }: Settings): Decode {
  const codec = payloadKey ? payloadCodec(payloadKey, payloadKeyOld) : null;
  return async (payloads) => {
    const first = payloads?.payloads?.[0];
    if (!first) return undefined;
    const [plain] = codec ? await codec.decode([first]) : [first];
    return plain ? defaultPayloadConverter.fromPayload(plain) : undefined;
  };
}

function millis(time: HistoryEvent['eventTime']): number | null {
  return time ? Number(time.seconds ?? 0) * 1000 + Math.floor((time.nanos ?? 0) / 1_000_000) : null;
}

/** What became of activities and updates, by the event or id that began them. */
async function endings(events: readonly HistoryEvent[], decode: Decode) {
  const activities = new Map<string, { failed: boolean; result: unknown; endedAt: number | null }>();
  const refusals = new Map<string, RefusalDetail>();
  for (const event of events) {
    const done = event.activityTaskCompletedEventAttributes;
    const failed = event.activityTaskFailedEventAttributes;
    const update = event.workflowExecutionUpdateCompletedEventAttributes;
    const endedAt = millis(event.eventTime);
    if (done)
      activities.set(String(done.scheduledEventId), {
        failed: false,
        result: await decode(done.result),
        endedAt,
      });
    if (failed) activities.set(String(failed.scheduledEventId), { failed: true, result: undefined, endedAt });
    const refused = update?.outcome?.failure?.applicationFailureInfo;
    if (refused?.type === REFUSED)
      refusals.set(update?.meta?.updateId ?? '', (await decode(refused.details)) as RefusalDetail);
  }
  return { activities, refusals };
}

/** Reads one run. */
export async function stepsOf(
  temporal: Client,
  settings: Settings,
  workflowId: string,
  runId: string,
): Promise<Step[]> {
  const decode = decoder(settings);
  const { events } = await temporal.workflow.getHandle(workflowId, runId).fetchHistory();
  const { activities, refusals } = await endings(events ?? [], decode);
  const steps: Step[] = [];
  for (const event of events ?? []) {
    const started = event.workflowExecutionStartedEventAttributes;
    const asked = event.activityTaskScheduledEventAttributes;
    const taken = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest;
    if (started) steps.push({ kind: 'started', input: await decode(started.input) });
    if (asked) {
      const ended = activities.get(String(event.eventId)) ?? {
        failed: false,
        result: undefined,
        endedAt: null,
      };
      steps.push({
        kind: 'activity',
        type: asked.activityType?.name ?? '',
        input: await decode(asked.input),
        ...ended,
      });
    }
    if (taken) {
      const command = (await decode(taken.input?.args)) as AnyCommand;
      steps.push({ kind: 'command', command, refusal: refusals.get(taken.meta?.updateId ?? '') ?? null });
    }
  }
  return steps;
}
