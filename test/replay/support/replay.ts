import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultPayloadConverter } from '@temporalio/common';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import {
  bundleWorkflowCode,
  DefaultLogger,
  Worker,
  type InjectedSinks,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import type { CaseEvent } from '../../../domain/events.js';
import type { SlipEnvelope } from '../../../domain/slips/slip.js';
import type { ReplaySinks } from './record-events.js';

const HISTORIES = fileURLToPath(new URL('../../histories/', import.meta.url));

export interface RecordedHistory {
  /** Folder and file: one name, one sentence of what it proves. */
  readonly name: string;
  readonly json: unknown;
}

/** Every history ever kept. None is deleted, none is edited. */
export function recordedHistories(): RecordedHistory[] {
  if (!existsSync(HISTORIES)) return [];
  return readdirSync(HISTORIES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((name) => ({ name, json: JSON.parse(readFileSync(join(HISTORIES, name), 'utf8')) as unknown }));
}

/** Bundles the workflows of a folder (the product's own, or a changed copy) with a listener for what they store. */
export function bundleForReplay(workflowsPath: string): Promise<WorkflowBundleWithSourceMap> {
  const listener = fileURLToPath(new URL('./record-events.ts', import.meta.url));
  return bundleWorkflowCode({
    workflowsPath,
    preloadModules: [workflowsPath],
    workflowInterceptorModules: [listener],
    logger: new DefaultLogger('WARN'),
  });
}

interface Projected {
  readonly events: readonly (CaseEvent | SlipEnvelope)[];
}

/** Activities that store what was decided: of a case, of a slip. */
const STORING: ReadonlySet<string> = new Set(['project', 'storeSlip']);

/** What the recorded run gave its projections, in order, as the very text. */
export function recordedEvents(json: unknown): string[] {
  const history = historyFromJSON(json);
  return (history.events ?? []).flatMap((event) => {
    const scheduled = event.activityTaskScheduledEventAttributes;
    const stores = STORING.has(scheduled?.activityType?.name ?? '');
    const payload = stores ? scheduled?.input?.payloads?.[0] : undefined;
    return payload ? textsOf(defaultPayloadConverter.fromPayload<Projected>(payload)) : [];
  });
}

function textsOf(input: Projected): string[] {
  return input.events.map((event) => JSON.stringify(event));
}

/** Replays a history; answers the events that the code of the bundle decides, or throws when the engine's commands differ. */
export async function replayedEvents(
  workflowBundle: WorkflowBundleWithSourceMap,
  json: unknown,
): Promise<string[]> {
  const told: string[] = [];
  const sinks: InjectedSinks<ReplaySinks> = {
    replay: {
      stored: {
        fn: (_info, activity, input) =>
          void (STORING.has(activity) && told.push(...textsOf(JSON.parse(input) as Projected))),
        callDuringReplay: true,
      },
    },
  };
  await Worker.runReplayHistory({ workflowBundle, sinks }, json, 'case/replayed');
  return told;
}
