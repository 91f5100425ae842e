import { relationTo } from '../../domain/consultation/consultation.js';
import { maySettle } from '../../domain/slips/slip.js';
import type { TalkState } from '../../domain/talk/talk.js';
import { addDays } from '../../domain/time/civil-date.js';
import { instant, type Instant } from '../../domain/time/instant.js';
import type { Caller } from '../auth/caller.js';
import type { TalkAnswer, TalkList } from '../contracts/talks.js';
import type { Deps } from '../deps.js';
import { notFound } from '../http/problem.js';
import { todayInFinland } from '../rules/today.js';
import { findSlip, listSlips, type FoundSlip } from '../slips/find.js';
import { readSlipWords } from '../slips/words.js';
import { unpackWords } from './sealed-words.js';

export type FoundTalk = FoundSlip<TalkState>;

/** What is said of a request without its words; null for somebody without a post that concerns it, all of the school. */
function headOf({ state, school, actor }: FoundTalk, now: Instant): TalkAnswer | null {
  const relation = relationTo(actor, { ...state, askedBy: null });
  if (relation === null || relation === 'asker' || state.status === 'erased') return null;
  const isOpen = state.status === 'open';
  return {
    id: state.id,
    schoolId: school.id,
    schoolName: school.name,
    role: state.role,
    relation,
    status: state.status,
    urgent: state.urgent,
    maySettle: isOpen && maySettle(actor, state),
    late: isOpen && state.dueAt <= now,
    requestedAt: new Date(state.openedAt).toISOString(),
    requestedOn: state.startedOn,
    dueOn: state.dueOn,
    provisional: state.provisional,
    outcome: state.outcome,
    // The words go as this day ends.
    keptUntil: state.eraseAt === null ? null : addDays(todayInFinland(instant(state.eraseAt)), -1),
  };
}

/** A request that the caller may see; 404 for anything else, in the same form. */
export async function findTalk(deps: Deps, caller: Caller, id: string): Promise<FoundTalk> {
  const found = await findSlip<TalkState>(deps.pool, 'talk', caller, id);
  if (found === null || headOf(found, deps.now()) === null) throw notFound();
  return found;
}

async function refOf(deps: Deps, caseId: string | null): Promise<string | undefined> {
  if (caseId === null) return undefined;
  const { rows } = await deps.pool.query<{ ref: string }>('SELECT ref FROM case_view WHERE case_id = $1', [
    caseId,
  ]);
  return rows[0]?.ref;
}

/** The schools that had it before, as far as they are still known. */
async function passesOf(deps: Deps, { passes = [] }: TalkState): Promise<Pick<TalkAnswer, 'passes'>> {
  if (passes.length === 0) return {};
  const { rows } = await deps.pool.query<{ id: string; name: string }>(
    'SELECT id, name FROM unit WHERE id = ANY ($1::uuid[])',
    [passes.map(({ from }) => from)],
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return {
    passes: passes.flatMap(({ from, at }) => {
      const name = names.get(from);
      return name === undefined ? [] : [{ from: name, at: new Date(at).toISOString() }];
    }),
  };
}

/** One request, with who asks and what they wrote for those who answer. */
export async function presentTalk(deps: Deps, found: FoundTalk): Promise<TalkAnswer> {
  const { state } = found;
  const head = headOf(found, deps.now());
  if (head === null) throw notFound();
  const passes = await passesOf(deps, state);
  if (head.relation === 'supervisor') return { ...head, ...passes };
  const id = state.words?.textId ?? '';
  const [words, caseRef] = await Promise.all([
    readSlipWords(deps, id === '' ? [] : [id]),
    refOf(deps, state.caseId),
  ]);
  const sealed = words.get(id);
  return {
    ...head,
    ...passes,
    ...(caseRef === undefined ? {} : { caseRef }),
    ...(sealed === undefined ? {} : unpackWords(sealed)),
  };
}

/** Requests the caller may take up or looks after. */
export async function listTalks(deps: Deps, caller: Caller): Promise<TalkList> {
  const found = await listSlips<TalkState>(deps.pool, 'talk', caller);
  return { items: found.flatMap((it) => headOf(it, deps.now()) ?? []) };
}
