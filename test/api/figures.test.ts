import { beforeAll, describe, expect, test } from '@jest/globals';
import type { SupervisionForecast, SupervisionSummary } from '../../api/contracts/supervision.js';
import { samplePerson } from '../../stack/sample-data.js';
import { UPPER_SECONDARY } from '../../stack/sample-people.js';
import { dayAfter, given, learnerOf, opened, signIn, todayOf, type SignedIn } from './door.js';

const second = samplePerson('secondCurator');
let by: SignedIn;
let supervisor: SignedIn;
let today: string;

beforeAll(async () => {
  [by, supervisor] = await Promise.all([signIn('secondCurator'), signIn('countySupervisor')]);
  today = await todayOf(by);
});

async function figures(who = supervisor): Promise<SupervisionSummary> {
  const from = dayAfter(today, -60);
  const path = `/api/v1/supervision/summary?school=${UPPER_SECONDARY.id}&from=${from}&to=${today}`;
  return (await who.get<SupervisionSummary>(path)).body;
}

function openAt(family: string, happenedOn: string): Promise<string> {
  return signIn('upperPrincipal').then((principal) =>
    opened(principal, {
      learnerId: learnerOf(family).id,
      topic: 'wellbeing',
      discussedWith: ['learner', 'guardian'],
      happenedOn,
      responsible: { school: samplePerson('upperPrincipal').id, county: second.id },
    }),
  );
}

/** A void case is no longer shown to who voided it. */
async function voided(id: string, reason: 'duplicate' | 'wrong-learner', happenedOn: string): Promise<void> {
  const note = 'Jatkuu toisessa asiassa.';
  expect((await by.command(id, { type: 'void-case', reason, note, happenedOn })).status).toBe(200);
}

type Discussions = SupervisionSummary['discussions'];
type Promised = Omit<SupervisionSummary['promises'][number], 'kind' | 'force'>;

const NOTHING: Promised = {
  ...{ kept: 0, broken: 0, open: 0, openLate: 0, keptRecordedLate: 0, endedLate: 0, voidedLate: 0 },
};

function promised(of: SupervisionSummary): Promised {
  return of.promises.find(({ kind }) => kind === 'discussion') ?? NOTHING;
}

/** What changed, by the names of the figures; what did not change is left out. */
function changes(before: object, after: object, path = ''): Record<string, number> {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(
    Object.entries(after).flatMap(([key, value]: [string, unknown]) => {
      const old = was.get(key);
      if (typeof value === 'number' && typeof old === 'number')
        return value === old ? [] : [[`${path}${key}`, value - old]];
      if (typeof value !== 'object' || value === null || typeof old !== 'object' || old === null) return [];
      return Object.entries(changes(old, value, `${path}${key}.`));
    }),
  );
}

/** What happens to the figures of talks, and to the promise of one, while something is done. */
async function changed(act: () => Promise<unknown>): Promise<{ talks: object; promise: object }> {
  const before = await figures();
  await act();
  const after = await figures();
  const talks: [Discussions, Discussions] = [before.discussions, after.discussions];
  return { talks: changes(...talks), promise: changes(promised(before), promised(after)) };
}

describe('Figures that cannot be gamed', () => {
  test('no-show and held, in time and late, are facts of their own; nothing is added together', async () => {
    const before = await figures();
    const id = await openAt('Manninen', dayAfter(today, -40));
    const asked = await figures();
    expect(asked.discussions.asked - before.discussions.asked).toBe(1);
    expect(asked.discussions.waiting.late - before.discussions.waiting.late).toBe(1);
    const offer = { type: 'offer-discussion', withId: second.id, told: 'phone' } as const;
    // Offered and missed in time, as it happened; written down only today.
    const then = dayAfter(today, -38);
    await given(by, id, { ...offer, happenedOn: then, on: then, minute: 600 });
    await given(by, id, { type: 'record-discussion', outcome: 'no-show', happenedOn: then });
    await given(by, id, { ...offer, on: today, minute: 1 });
    await given(by, id, { type: 'record-discussion', outcome: 'held' });
    const after = await figures();
    const gone = (pick: (of: SupervisionSummary['discussions']) => number) =>
      pick(after.discussions) - pick(before.discussions);
    expect({
      offered: gone((it) => it.offered.inTime),
      offeredLate: gone((it) => it.offered.late),
      offeredRecordedLate: gone((it) => it.offeredRecordedLate),
      held: gone((it) => it.held.inTime),
      heldLate: gone((it) => it.held.late),
      noShow: gone((it) => it.noShow),
      waiting: gone((it) => it.waiting.late),
    }).toEqual({
      ...{ offered: 0, offeredLate: 0, offeredRecordedLate: 1 },
      ...{ held: 0, heldLate: 1, noShow: 1, waiting: 0 },
    });
    // Two acts of the county's own people were written down weeks later; the principal's is the school's.
    expect(after.recording.late - before.recording.late).toBe(2);
    expect(after.recording.recorded - before.recording.recorded).toBe(4);
    expect(after.recording).toMatchObject({ limit: 2, basis: expect.stringContaining('local decision') });
  });

  test.each(['duplicate', 'wrong-learner'] as const)(
    'a case that is voided late, as %s, leaves its lateness',
    async (reason) => {
      const id = await openAt('Manninen', dayAfter(today, -40));
      // As if it had been done inside the limit.
      const backThen = dayAfter(today, -39);
      expect(await changed(() => voided(id, reason, backThen))).toEqual({
        talks: { asked: -1, 'waiting.late': -1, 'voided.late': 1 },
        promise: { openLate: -1, voidedLate: 1 },
      });
    },
  );

  test('a case that is closed late, and nobody was met, leaves its lateness, also when it is opened again', async () => {
    const id = await openAt('Manninen', dayAfter(today, -40));
    const close = {
      type: 'close-case' as const,
      reason: 'studies-ended' as const,
      told: ['learner' as const],
    };
    expect(await changed(() => given(by, id, close))).toEqual({
      talks: { 'waiting.late': -1, 'ended.late': 1 },
      promise: { openLate: -1, endedLate: 1 },
    });
    expect(await changed(() => given(by, id, { type: 'reopen-case', reason: 'Jatkuu.' }))).toEqual({
      talks: { 'waiting.late': 1, 'ended.late': -1 },
      // What closing left is owed again, as late as it was.
      promise: { openLate: 1, endedLate: -1 },
    });
  });

  test('a case that ends inside the limit is no lateness', async () => {
    const id = await openAt('Manninen', today);
    expect(await changed(() => voided(id, 'duplicate', today))).toEqual({
      talks: { asked: -1, 'waiting.inTime': -1, 'voided.inTime': 1 },
      promise: { open: -1 },
    });
  });

  test('a time that is said to have been offered and held weeks ago keeps no promise: both stand apart', async () => {
    const id = await openAt('Manninen', dayAfter(today, -40));
    const then = dayAfter(today, -36);
    const offer = { type: 'offer-discussion', withId: second.id, told: 'phone' } as const;
    expect(
      await changed(async () => {
        await given(by, id, { ...offer, happenedOn: then, on: then, minute: 600 });
        await given(by, id, { type: 'record-discussion', outcome: 'held', happenedOn: then });
      }),
    ).toEqual({
      talks: { 'waiting.late': -1, offeredRecordedLate: 1, heldRecordedLate: 1 },
      promise: { openLate: -1, keptRecordedLate: 1 },
    });
  });

  test('an offer is measured by the limit as it stands once the day of the request is corrected', async () => {
    const id = await openAt('Manninen', today);
    const soon = {
      type: 'offer-discussion',
      withId: second.id,
      told: 'phone',
      on: today,
      minute: 1439,
    } as const;
    await given(by, id, soon);
    const requested = (value: string) => () =>
      given(by, id, {
        ...{ type: 'correct-fact', fact: { name: 'requested-on', value } },
        note: 'Päivä oli kirjattu väärin.',
      });
    expect(await changed(requested(dayAfter(today, -40)))).toEqual({
      talks: { 'offered.inTime': -1, 'offered.late': 1, 'waiting.inTime': -1, 'waiting.late': 1 },
      promise: { kept: -1, broken: 1 },
    });
    expect(await changed(requested(today))).toEqual({
      talks: { 'offered.inTime': 1, 'offered.late': -1, 'waiting.inTime': 1, 'waiting.late': -1 },
      promise: { kept: 1, broken: -1 },
    });
  });

  test('what the other side owes is in no promise and no forecast, and what a report brings in no figure', async () => {
    const before = await figures();
    const id = await openAt('Wikström', today);
    const ahead = async () =>
      (
        await supervisor.get<SupervisionForecast>(
          `/api/v1/supervision/forecast?days=120&school=${UPPER_SECONDARY.id}`,
        )
      ).body;
    const opening = await ahead();
    const report = {
      type: 'report-child-welfare',
      addressee: 'Lastensuojelu',
      channel: 'phone',
      reason: 'Huoli.',
      told: 'both',
    } as const;
    await given(by, id, report);
    // Of a report that is a month old the decision and the beginning should have been seen.
    await given(by, id, { ...report, happenedOn: dayAfter(today, -30) });
    const after = await figures();
    const kinds = after.promises.map((it) => it.kind);
    expect(kinds.filter((kind) => kind.startsWith('expected'))).toEqual([]);
    // Of a report nobody tells those who hold a post: a number by kind would.
    const open = (of: SupervisionSummary) => of.promises.map((it) => [it.kind, it.open + it.openLate]);
    expect(kinds.filter((kind) => kind.startsWith('outside'))).toEqual([]);
    expect(after.expectations).toEqual([]);
    expect(open(after).map(([kind]) => kind)).toContain('discussion');
    expect(await ahead()).toEqual(opening);
    expect(after.totals.late - before.totals.late).toBe(0);
  });

  test("each employer counts its own people's acts, and no figure names anybody", async () => {
    const school = await figures(await signIn('schoolSupervisor'));
    expect(school.discussions.asked).toBe(0);
    expect(school.recording.recorded).toBeGreaterThan(0);
    expect(JSON.stringify(await figures())).not.toContain(second.id);
    expect((await (await signIn('upperPrincipal')).get('/api/v1/supervision/summary')).status).toBe(403);
  });
});
