import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readLog } from '../../activities/log.js';
import type { Surroundings } from '../../bin/commands/surroundings.js';
import { salvageCase, type Salvaged } from '../../bin/commands/salvage-case.js';
import { faultsOf } from '../../bin/commands/faults.js';
import type { Step } from '../../bin/commands/histories.js';
import { storedCases } from '../../bin/commands/stored-cases.js';
import { timelineOf } from '../../bin/commands/timeline.js';
import { fold } from '../../domain/evolve.js';
import { after } from '../../domain/time/instant.js';
import type { Beginning, Carried, ProjectInput } from '../../workflows/messages.js';
import { Draft, openDesk, rowsOf, type Desk } from './support/desk.js';

let desk: Desk;
beforeAll(() => {
  desk = openDesk();
});
afterAll(() => desk.close());

/** A projection as the engine's history keeps it. */
function projected(input: ProjectInput, failed = false): Step {
  return {
    kind: 'activity',
    type: 'project',
    input,
    failed,
    result: failed ? undefined : null,
    endedAt: null,
  };
}

function begun(state: Beginning['state']): Step {
  const result = { core: 1, state, rules: null, recent: [] } satisfies Beginning;
  return { kind: 'activity', type: 'begin', input: { carried: false }, failed: false, result, endedAt: null };
}

function salvage({ caseId, now }: Draft, ...steps: Step[]): Promise<Salvaged> {
  return salvageCase({ pool: desk.app } as unknown as Surroundings, caseId, timelineOf(steps), now);
}

async function faults(caseId: string): Promise<string[]> {
  const kinds: string[] = [];
  for await (const stored of storedCases(desk.app, caseId))
    kinds.push(...faultsOf(stored).map(({ kind }) => kind));
  return kinds;
}

/** A case with a stored beginning, and what was decided after the dump: an offer, and what time caused later. */
async function afterDump(): Promise<{
  draft: Draft;
  first: ProjectInput;
  offered: ProjectInput;
  later: ProjectInput;
}> {
  const draft = await Draft.at(desk, '2027-08-16 09:00');
  await draft.raise();
  const first = await draft.store();
  await draft.give('curator', 'offer-discussion', {
    withId: draft.people.person('curator'),
    on: '2027-08-17' as never,
    minute: 600,
    told: 'phone',
  });
  const offered = draft.take();
  draft.passUntil('2027-09-10 12:00');
  return { draft, first, offered, later: draft.take() };
}

describe('A log set back to a dump', () => {
  test('gets back what follows it without a hole, to the byte, and once', async () => {
    const { draft, first, offered, later } = await afterDump();
    const steps = [projected(first), projected(offered), projected(later)];
    const events = [...first.events, ...offered.events, ...later.events];
    expect(await salvage(draft, ...steps)).toMatchObject({
      events: events.length - 1,
      gap: 0,
      partsAt: null,
    });
    expect(await readLog(desk.app, draft.caseId)).toEqual(events);
    expect(await faults(draft.caseId)).toEqual([]);
    expect((await rowsOf(desk, draft.caseId)).outcomes).toBe(2);
    expect(await salvage(draft, ...steps)).toMatchObject({ events: 0, commands: 0, gap: 0 });
  });

  test('records as a gap what is known to have been and is nowhere, and makes it a task', async () => {
    const { draft, first, offered, later } = await afterDump();
    const steps = [projected(first), begun(stateAfter(draft, first, offered)), projected(later)];
    const missing = offered.events.length + later.events.length;
    expect(await salvage(draft, ...steps)).toMatchObject({ events: 0, gap: missing });
    const log = await readLog(desk.app, draft.caseId);
    expect(log.map(({ type }) => type)).toEqual(['concern-raised', 'gap-recorded']);
    expect(log[1]).toMatchObject({
      data: { missing },
      duties: [{ op: 'arm', duty: { kind: 'next-step', ownerId: draft.people.person('curator') } }],
    });
    const { rows } = await desk.app.query('SELECT kind, detail FROM alarm WHERE case_id = $1', [
      draft.caseId,
    ]);
    expect(rows).toEqual([{ kind: 'gap', detail: { stored: 1, missing } }]);
    expect(await faults(draft.caseId)).toEqual([]);
    expect(await salvage(draft, ...steps)).toMatchObject({ events: 0, gap: 0 });
    expect(await readLog(desk.app, draft.caseId)).toEqual(log);
  });

  test('that has gone another way since is left alone, and an alarm says so', async () => {
    const { draft, first, offered } = await afterDump();
    await desk.project(decidedLater(offered));
    const log = await readLog(desk.app, draft.caseId);
    expect(await salvage(draft, projected(first), projected(offered))).toMatchObject({
      events: 0,
      gap: 0,
      partsAt: 2,
    });
    expect(await readLog(desk.app, draft.caseId)).toEqual(log);
    const { rows } = await desk.app.query('SELECT kind FROM alarm WHERE case_id = $1', [draft.caseId]);
    expect(rows).toEqual([{ kind: 'engine-diverged' }]);
  });

  test('does not get back what the engine itself had given up', async () => {
    const { draft, first, offered, later } = await afterDump();
    const again = decidedLater(offered);
    await salvage(
      draft,
      projected(first),
      projected(offered),
      projected(later, true),
      begun(stateAfter(draft, first)),
      projected(again),
    );
    expect(await readLog(desk.app, draft.caseId)).toEqual([...first.events, ...again.events]);
  });

  test('is continued from a state that was carried over', async () => {
    const { draft, first, offered, later } = await afterDump();
    await desk.project(offered);
    const carried = {
      state: stateAfter(draft, first, offered),
      rules: draft.people.rules,
      recent: [],
    } as unknown as Carried;
    const started: Step = { kind: 'started', input: { caseId: draft.caseId, carried } };
    expect(await salvage(draft, started, projected(later))).toMatchObject({
      events: later.events.length,
      gap: 0,
    });
    expect(await faults(draft.caseId)).toEqual([]);
  });
});

describe('Commands that the inbox has lost', () => {
  test('come back with their outcomes, as records of the employer that kept them', async () => {
    const draft = await Draft.at(desk, '2027-08-16 09:00');
    const { person, learnerId, schoolId } = draft.people;
    const secret = {
      ref: draft.ref,
      learnerId,
      schoolId,
      source: 'learner',
      urgent: false,
      topic: 'home',
      discussedWith: [],
    } as const;
    const id = await draft.give('curator', 'raise-concern', {
      ...secret,
      responsible: { county: person('curator') },
    });
    const { rows } = await desk.app.query('SELECT body FROM command WHERE id = $1', [id]);
    const lost = await desk.owner.query<{ body: never }>('DELETE FROM command WHERE id = $1 RETURNING body', [
      id,
    ]);
    expect(lost.rows).toEqual(rows);
    const input = draft.take();
    const command: Step = { kind: 'command', command: lost.rows[0]?.body ?? ({} as never), refusal: null };
    expect(await salvage(draft, command, projected(input))).toMatchObject({ events: 1, commands: 1 });
    const back = await desk.app.query(
      `SELECT c.outcome, c.body, k.kind, v.kind AS view FROM command c JOIN controller k ON k.id = c.controller_id
       JOIN case_view w ON w.case_id = c.case_id JOIN controller v ON v.id = w.controller_id WHERE c.id = $1`,
      [id],
    );
    expect(back.rows).toEqual([{ outcome: 'done', body: rows[0].body, kind: 'county', view: 'county' }]);
  });

  test('and were never decided wait in the inbox to be decided; refused ones stay refused', async () => {
    const { draft, first, offered } = await afterDump();
    const ids = offered.outcomes.map(({ id }) => id);
    const { rows } = await desk.owner.query<{ body: never }>(
      'DELETE FROM command WHERE id = ANY($1) RETURNING body',
      [ids],
    );
    const body = rows[0]?.body ?? ({} as never);
    const other = crypto.randomUUID();
    const refused: Step = {
      kind: 'command',
      command: Object.assign({}, body, { id: other }),
      refusal: { code: 'no-open-offer', source: 'OHL 15 §' },
    };
    await salvage(draft, projected(first), { kind: 'command', command: body, refusal: null }, refused);
    const back = await desk.app.query(
      'SELECT id, outcome FROM command WHERE id = ANY($1) ORDER BY outcome NULLS FIRST',
      [[...ids, other]],
    );
    expect(back.rows).toEqual([
      { id: ids[0], outcome: null },
      { id: other, outcome: 'refused' },
    ]);
  });
});

/** The same decisions, taken a millisecond later: another log. */
function decidedLater(input: ProjectInput): ProjectInput {
  return { ...input, events: input.events.map((event) => ({ ...event, at: after(event.at, 1) })) };
}

function stateAfter({ caseId }: Draft, ...inputs: ProjectInput[]) {
  return fold(
    inputs.flatMap(({ events }) => events),
    caseId,
  );
}
