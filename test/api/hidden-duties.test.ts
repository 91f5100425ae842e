import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseAnswer, CaseList } from '../../api/contracts/cases.js';
import type { DutyList } from '../../api/contracts/duties.js';
import type { EventList } from '../../api/contracts/events.js';
import type { MessageAnswer } from '../../api/contracts/messages.js';
import type { SupervisionSummary } from '../../api/contracts/supervision.js';
import type { DutyKind } from '../../domain/rules.js';
import { SHOWN_TO_POSTS } from '../../domain/duty-sight.js';
import { samplePerson } from '../../stack/sample-data.js';
import { BASIC_SCHOOL } from '../../stack/sample-people.js';
import { concern, dayAfter, given, opened, signIn, todayOf, type SignedIn } from './door.js';
import { CASE_LEARNER, setScene, type Person, type Scene } from './matrix/people.js';

/** What a report to child welfare, a suspected crime, and a guardian who is forbidden bring with them. */
const TELLING: readonly DutyKind[] = [
  ...(['police-report', 'joint-contact', 'outside-details', 'outside-acknowledgement'] as const),
  ...(['outside-follow-up', 'expected-urgency', 'expected-decision', 'expected-assessment'] as const),
  'prohibition-review',
];
const TELLING_RULES = /W-LSL25|T-LSL26|T-SHL36|L-OUT-|L-PROHIBITION/;
const TELLING_STEPS = /"code":"(make-report|report-to-police|make-joint-contact|complete-act|ask-response)"/;

const SEES_TO_IT = samplePerson('psychologist').id;

let scene: Scene;
let curator: SignedIn;
/** Ids of the promises that tell. */
let hidden: ReadonlySet<string>;

beforeAll(async () => {
  scene = await setScene();
  curator = await signIn('curator');
  const { caseId } = scene;
  await given(curator, caseId, { type: 'propose-joint-contact', with: 'both' });
  await given(curator, caseId, { type: 'tell-guardian', guardianId: scene.guardianId, way: 'phone' });
  // The other one consented to nobody: the group stays as it is.
  await given(curator, caseId, {
    type: 'prohibit-guardian',
    guardianId: CASE_LEARNER.guardians[1]?.id ?? '',
    scope: 'information',
    grounds: 'Painava syy.',
  });
  const after = await given(curator, caseId, {
    type: 'report-child-welfare',
    addressee: 'Lastensuojelu',
    channel: 'phone',
    reason: 'Epäily.',
    told: 'not-told',
    // Who sees to it owes nothing else in this case.
    details: { crimeSuspected: true, responsibleId: SEES_TO_IT },
  });
  await given(curator, caseId, {
    type: 'set-due-date',
    dutyId: after.duties?.find((it) => it.kind === 'outside-details')?.id ?? '',
    dueOn: after.today,
    reason: 'Tehdään heti.',
  });
  hidden = new Set((after.duties ?? []).filter((it) => TELLING.includes(it.kind)).map(({ id }) => id));
});

function person(name: string): SignedIn {
  const found: Person | undefined = scene.people.find((it) => it.name === name);
  if (!found?.who) throw new Error(`nobody is ${name}`);
  return found.who;
}

/** Everything that one person is told of the promises of the case, route by route. */
async function toldOf(who: SignedIn) {
  const at = `/api/v1/cases/${scene.caseId}`;
  const [view, duties, events, mails, list] = await Promise.all([
    who.get<CaseAnswer>(at),
    who.get<DutyList>(`${at}/duties`),
    who.get<EventList>(`${at}/events?limit=200`),
    who.get<{ items: MessageAnswer[] }>(`${at}/messages`),
    who.get<CaseList>('/api/v1/cases?sort=-opened&limit=200'),
  ]);
  return { view, duties, events, mails, row: list.body.items.find((it) => it.id === scene.caseId) };
}

const OTHERS = [
  ...['owner of an action', 'asked to take over', 'member by consent'],
  ...['supervisor, school', 'coordinator, school', 'supervisor, county'],
];

describe('A promise that tells of a report or of a forbidden guardian', () => {
  test('is shown to the responsible persons of both sides', async () => {
    for (const name of ['responsible, county', 'responsible, school']) {
      const { view, duties, row } = await toldOf(person(name));
      const kinds = new Set([...(view.body.duties ?? []), ...duties.body.items].map(({ kind }) => kind));
      expect(TELLING.filter((kind) => !kinds.has(kind))).toEqual([]);
      expect(view.body.nextStep?.code).toBe('report-to-police');
      expect(row?.nextStep?.code).toBe('report-to-police');
    }
  });

  test.each(OTHERS)('is told by no route to: %s', async (name) => {
    const { view, duties, events, mails, row } = await toldOf(person(name));
    expect([view.status, duties.status]).toEqual([200, 200]);
    const shown = [...(view.body.duties ?? []), ...duties.body.items];
    expect(shown.filter(({ id }) => hidden.has(id))).toEqual([]);
    expect(shown.length).toBeGreaterThan(0);
    const whole = [view.text, duties.text, events.text, mails.text, JSON.stringify(row)].join('\n');
    expect(whole).not.toMatch(TELLING_RULES);
    expect(whole).not.toMatch(TELLING_STEPS);
    expect(whole).not.toMatch(/"of":"(act|prohibition)"/);
    expect(row).toBeDefined();
    // What comes first is the first of what shows, and falls due when that does.
    const first = [view.body.nextStep?.dutyId, row?.nextStep?.dutyId];
    expect(first.every((id) => shown.some((it) => it.id === id))).toBe(true);
    const dueDays = shown.flatMap(({ status, dueOn }) =>
      (status === 'open' || status === 'late') && dueOn !== null ? [dueOn] : [],
    );
    expect(row?.nextDueOn).toBe(dueDays.toSorted()[0] ?? null);
  });

  test('leaves no gap in a count: outside, promises have names that tell no place', async () => {
    const { view, duties, events } = await toldOf(person('responsible, county'));
    const names = duties.body.items.map(({ id }) => id);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => /^\D{0,2}\d+$/.test(name))).toEqual([]);
    const known = new Set(names);
    const named = [
      ...(view.body.duties ?? []).flatMap(({ id, about }) => (about?.of === 'duty' ? [id, about.id] : [id])),
      ...(view.body.acts ?? []).flatMap(({ expectations }) => expectations.map(({ dutyId }) => dutyId)),
      ...events.body.items.flatMap(({ data }) => ('dutyId' in data ? [String(data['dutyId'])] : [])),
    ];
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    const ofOthers = (await toldOf(person('owner of an action'))).duties.body.items.map(({ id }) => id);
    expect(ofOthers.filter((name) => !known.has(name))).toEqual([]);
    expect(ofOthers.length).toBeLessThan(names.length);
  });

  test('answers to its own name only: not to its number, and not in another case', async () => {
    const { body } = await curator.get<DutyList>(`/api/v1/cases/${scene.caseId}/duties`);
    const [one] = body.items.filter(({ id, status }) => status === 'open' && !hidden.has(id));
    const other = await opened(curator, { learnerId: CASE_LEARNER.id });
    const paused = (caseId: string, dutyId: string) =>
      curator.command(caseId, { type: 'pause-duty', dutyId, reason: 'learner-ill' });
    for (const [caseId, dutyId] of [
      [scene.caseId, 'd1'],
      [scene.caseId, 'none'],
      [other, one?.id ?? ''],
    ] as const) {
      const answer = await paused(caseId, dutyId);
      expect([answer.status, answer.body]).toMatchObject([409, { code: 'unknown-duty' }]);
    }
  });

  test('is offered to an owner of something else in no command that is about it', async () => {
    const about = ['complete-outside-act', 'record-response', 'record-joint-contact', 'print-form'];
    const allowed = async (name: string) =>
      (await toldOf(person(name))).view.body.commands
        .filter((it) => it.allowed && about.includes(it.type))
        .map(({ type }) => type);
    expect(await allowed('owner of an action')).toEqual([]);
    expect((await allowed('responsible, county')).length).toBeGreaterThan(2);
  });

  test('stands neither in the log nor in the ledger of mails of a member and of whoever is asked to take over', async () => {
    const told = async (name: string) => {
      const { events, mails } = await toldOf(person(name));
      expect([events.status, mails.status]).toEqual([200, 200]);
      return {
        entries: events.body.items.filter(({ data }) => hidden.has(String(data['dutyId']))),
        mails: mails.body.items.filter(({ recipientId }) => recipientId === SEES_TO_IT),
      };
    };
    const whole = await told('responsible, county');
    expect(whole.entries.map(({ type }) => type)).toContain('due-date-set');
    expect(whole.mails.map(({ template }) => template)).toContain('task');
    for (const name of ['member by consent', 'asked to take over'])
      expect(await told(name)).toEqual({ entries: [], mails: [] });
  });

  test('lets nobody find the case by whom it waits for, or by its day', async () => {
    const found = async (who: SignedIn, query: string) =>
      (await who.get<CaseList>(`/api/v1/cases?limit=200&sort=-opened&${query}`)).body.items.some(
        (it) => it.id === scene.caseId,
      );
    const supervisor = person('supervisor, school');
    // Today falls due only what is not theirs to know.
    const today = `dueBefore=${dayAfter(await todayOf(curator), 1)}`;
    expect(await found(curator, today)).toBe(true);
    expect(await found(supervisor, today)).toBe(false);
    expect(await found(curator, `waitingFor=${SEES_TO_IT}`)).toBe(true);
    expect(await found(supervisor, `waitingFor=${SEES_TO_IT}`)).toBe(false);
    expect(await found(supervisor, `waitingFor=${samplePerson('curator').id}`)).toBe(true);
  });

  test('is told neither by the order of a list nor by where its page ends', async () => {
    const who = person('owner of an action');
    expect((await who.raise(concern({ learnerId: CASE_LEARNER.id }))).status).toBe(201);
    const { body } = await who.get<CaseList>('/api/v1/cases?sort=due&limit=1');
    const [row] = body.items;
    expect(row?.id).toBe(scene.caseId);
    const [key] = JSON.parse(Buffer.from(body.next ?? '', 'base64url').toString()) as string[];
    const ends = new Date(`${key?.replace(' ', 'T')}:00`).toISOString();
    expect(ends).toBe(row?.nextDueAt);
    const rest = await who.get<CaseList>(`/api/v1/cases?sort=due&limit=1&cursor=${body.next}`);
    expect(rest.body.items.map(({ id }) => id)).not.toContain(scene.caseId);
    expect(rest.body.items).toHaveLength(1);
  });

  test('moves no case up in the list of a post, page by page', async () => {
    const who = person('supervisor, school');
    const rows: CaseList['items'] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const { body }: { body: CaseList } = await who.get<CaseList>(
        `/api/v1/cases?sort=due&limit=50${next === '' ? '' : `&cursor=${next}`}`,
      );
      rows.push(...body.items);
      const last = body.items.at(-1);
      next = body.next;
      if (next === undefined) break;
      const [key] = JSON.parse(Buffer.from(next, 'base64url').toString()) as string[];
      const ends = key === 'infinity' ? null : new Date(`${key?.replace(' ', 'T')}:00`).toISOString();
      expect(ends).toBe(last?.nextDueAt);
    }
    const days = rows.map(({ nextDueAt }) => nextDueAt ?? '9999');
    expect(days).toEqual(days.toSorted());
    expect(rows.map(({ id }) => id)).toContain(scene.caseId);
  });
});

describe('A closed case that owes only what does not show', () => {
  let caseId: string;
  let teacher: SignedIn;
  const ask = (who: SignedIn) => who.get<CaseAnswer>(`/api/v1/cases/${caseId}`);
  const standing = async (who: SignedIn) => {
    const { body } = await ask(who);
    return { status: body.status, late: body.late };
  };
  const finds = async (who: SignedIn, query: string) =>
    (await who.get<CaseList>(`/api/v1/cases?limit=200&sort=-opened&${query}`)).body.items.find(
      (it) => it.id === caseId,
    );

  beforeAll(async () => {
    teacher = await signIn('classTeacher');
    caseId = await opened(teacher, { learnerId: CASE_LEARNER.id });
    await given(curator, caseId, {
      type: 'report-child-welfare',
      addressee: 'Lastensuojelu',
      channel: 'phone',
      reason: 'Epäily.',
      told: 'not-told',
      happenedOn: dayAfter(await todayOf(curator), -40),
    });
    await given(curator, caseId, { type: 'close-case', reason: 'moved', told: [] });
    for (let tries = 0; tries < 100 && !(await ask(curator)).body.late; tries += 1)
      await new Promise((done) => setTimeout(done, 100));
  });

  test('is late and in aftercare to whoever is responsible', async () => {
    expect(await standing(curator)).toEqual({ status: 'aftercare', late: true });
    for (const query of ['late=true', 'status=aftercare', 'status=all&late=true'])
      expect(await finds(curator, query)).toMatchObject({ status: 'aftercare', late: true });
    for (const query of ['late=false', 'status=closed']) expect(await finds(curator, query)).toBeUndefined();
  });

  test.each(['supervisor, school', 'coordinator, school', 'supervisor, county', 'coordinator, county'])(
    'is closed and in time to: %s',
    async (name) => {
      const who = person(name);
      expect(await standing(who)).toEqual({ status: 'closed', late: false });
      for (const query of ['status=closed', 'status=closed&late=false', 'status=all&late=false'])
        expect(await finds(who, query)).toMatchObject({ status: 'closed', late: false });
      for (const query of [
        'late=true',
        'status=aftercare',
        `school=${BASIC_SCHOOL.id}`,
        'status=all&late=true',
      ])
        expect(await finds(who, query)).toBeUndefined();
    },
  );

  test('is closed to whoever brought the concern', async () => {
    expect(await standing(teacher)).toEqual({ status: 'closed', late: false });
  });

  test('still lets whoever holds a post do what the case allows', async () => {
    const { body } = await ask(person('coordinator, county'));
    expect(body.commands.find(({ type }) => type === 'reopen-case')).toMatchObject({ allowed: true });
  });

  test('is in no figure of supervision as late or as owing something', async () => {
    const of = async (who: SignedIn) =>
      (await who.get<SupervisionSummary>(`/api/v1/supervision/summary?school=${BASIC_SCHOOL.id}`)).body;
    const told = await of(person('supervisor, county'));
    const kinds = [...told.promises, ...told.expectations].map(({ kind }) => kind);
    const shown: readonly DutyKind[] = [...SHOWN_TO_POSTS, 'pause-review'];
    expect(kinds.filter((kind) => !shown.includes(kind))).toEqual([]);
    const listed = await person('supervisor, county').get<CaseList>(
      `/api/v1/cases?status=aftercare&limit=200&school=${BASIC_SCHOOL.id}`,
    );
    expect(told.totals.aftercare).toBe(listed.body.items.length);
    const late = await person('supervisor, county').get<CaseList>(
      `/api/v1/cases?late=true&limit=200&school=${BASIC_SCHOOL.id}`,
    );
    expect(told.totals.late).toBe(late.body.items.length);
  });
});
