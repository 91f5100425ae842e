import type { CaseEvent } from '../../domain/events.js';
import type { CaseState } from '../../domain/state.js';
import type { Caller } from '../auth/caller.js';
import { lookAt, type SeenCase } from '../cases/find-case.js';
import { rightsFor } from '../../domain/sight.js';
import { shownOf, type Shown } from '../cases/access-log.js';
import { IN_THE_CASE, presentCase } from '../cases/present-case.js';
import { byAnswer } from './answering.js';
import type { CommandAnswerBody } from '../contracts/answers.js';
import type { Deps } from '../deps.js';
import type { DoneResult, Outcome } from './inbox.js';

/** What the case becomes if the engine decides on the very state that the view shows. */
export interface Foreseen {
  readonly seen: SeenCase;
  readonly after: CaseState;
  readonly events: readonly CaseEvent[];
  readonly answer: DoneResult;
}

/** An answer that is ready to be sent, and what it shows: it is written down before it is sent. */
export interface PreparedAnswer {
  readonly body: CommandAnswerBody;
  readonly shown: readonly Shown[];
}

/** How a decision is answered: the version of the case after it, and the events by number and type. */
export function answerTo(after: CaseState, events: readonly CaseEvent[]): DoneResult {
  return { version: after.version, events: events.map(({ seq, type }) => ({ seq, type })) };
}

/**
 * The answer, worked out while the engine decides. The core is the same function here and there, so that the same
 * state and command give the same events; whether they met the same state is seen by the outcome (`cameTrue`).
 */
export async function prepareAnswer(
  deps: Deps,
  caller: Caller,
  { seen, after, events, answer }: Foreseen,
  key: string,
): Promise<PreparedAnswer | null> {
  const { school, controllerId } = seen;
  const row = {
    state: after,
    controller_id: controllerId,
    school_id: school.id,
    school_name: school.name,
    school_controller: school.controllerId,
    erased: false,
  };
  // Another school by this very command: its name is not at hand.
  if (after.schoolId !== school.id) return null;
  const then = await lookAt(deps, caller, row);
  const head: CommandAnswerBody = { id: after.caseId, ref: after.ref, ...answer, events: [...answer.events] };
  if (then === null) return { body: head, shown: [] };
  const rights = rightsFor(then.rights, IN_THE_CASE);
  return {
    body: { ...head, case: await presentCase(deps, then, events) },
    shown: [shownOf(caller, then, { ...byAnswer(key), rights, at: deps.now() })],
  };
}

/** True when what the engine decided is what was foreseen: no other event came between. */
export function cameTrue({ answer }: Foreseen, outcome: Outcome): boolean {
  if (outcome.kind !== 'done' || outcome.result.version !== answer.version) return false;
  const events = outcome.result.events;
  return (
    events.length === answer.events.length &&
    events.every(({ seq, type }, i) => seq === answer.events[i]?.seq && type === answer.events[i]?.type)
  );
}
