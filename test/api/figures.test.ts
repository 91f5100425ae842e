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
