import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from '../../domain/codes.js';
import type { DutyKind } from '../../domain/rules.js';
import { parseDate } from '../../domain/time/civil-date.js';
import { acts } from './support/acts.js';
import { Story } from '../../stories/stage/story.js';
import { openTheatre, type Theatre } from '../../stories/stage/theatre.js';
import { testStack } from '../support/test-stack.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre(testStack());
});
afterAll(() => theatre.close());

/** Mails as lines of a table. */
async function told(story: Story): Promise<string[]> {
  return (await story.mails()).map(({ at, to, template }) => `${at} ${to} ${template}`);
}

function on(date: string): { kind: 'next'; on: ReturnType<typeof parseDate> } {
  return { kind: 'next', on: parseDate(date) };
}

describe('A school year on the real engine', () => {
  test('everything in time: few mails, nobody above is troubled', async () => {
    const story = await Story.begin(theatre, '2027-08-16 09:00');
    const { raise, offer, discussed, group, ask, consent, call, met, report } = acts(story);
    const { person } = story.people;
    await raise('teacher');
    await story.give('teacher', 'tell-guardian', { way: 'phone' });
    await story.until('2027-08-17 10:00');
    await offer('2027-08-19');
    await story.give('curator', 'contact-other-side', { way: 'phone' });
    await story.give('teacher', 'record-causes', { causes: story.text(), withGuardian: true });
    await story.until('2027-08-19 11:00');
    await discussed('held');
    await group('curator', 'nurse', 'teacher');
    await ask('m1', 'm2', 'm3');
    await story.until('2027-08-23 12:00');
    for (const member of ['m1', 'm2', 'm3']) await consent(member, 'given');
    await call('curator', 'expert-group', '2027-08-30', 'curator', 'nurse', 'teacher');
    await story.until('2027-08-30 16:00');
    const action = {
      ownerId: person('teacher'),
      side: 'school',
      what: story.text(),
      dueOn: parseDate('2027-09-10'),
    } as const;
    await met('curator', 'k1', {
      responsible: { personId: person('curator'), side: 'county' },
      actions: [action],
      end: on('2027-11-02'),
    });
    await report('k1');
    await story.until('2027-09-09 15:00');
    await story.give('teacher', 'complete-action', { actionId: 'a1' });
    for (const [k, day, next] of [
      ['k2', '2027-11-02', '2028-01-18'],
      ['k3', '2028-01-18', '2028-05-16'],
    ] as const) {
      await story.until(`${day.slice(0, 8)}01 09:00`);
      await call('curator', 'expert-group', day, 'curator', 'nurse', 'teacher');
      await story.until(`${day} 16:00`);
      await met('curator', k, { end: on(next) });
      await report(k);
    }
    await story.until('2028-05-09 10:00');
    await call('curator', 'expert-group', '2028-05-16', 'curator', 'nurse', 'teacher');
    await story.until('2028-05-16 16:00');
    await met('curator', 'k4', {
      end: { kind: 'close', reason: 'goals-met', told: ['learner', 'guardian', 'teacher'] },
    });
    await story.until('2028-06-30 12:00');
    await story.record('everything-in-time');
    const state = await story.state();
    expect(state.status).toBe('closed');
    expect(state.duties.every((duty) => duty.kept !== false && !duty.late)).toBe(true);
    const lines = await told(story);
    expect(lines.filter((line) => /oordinator|upervisor/.test(line))).toEqual([]);
    expect(lines).toMatchInlineSnapshot(`
[
  "2027-08-16 09:00 curator task",
  "2027-08-16 09:00 curator task",
  "2027-08-23 12:00 guardian meeting-family",
  "2027-08-23 12:00 nurse meeting",
  "2027-08-23 12:00 teacher meeting",
  "2027-08-31 08:00 teacher task",
  "2027-10-29 08:00 curator reminder",
  "2027-11-01 08:00 curator reminder",
  "2027-11-01 09:00 guardian meeting-family",
  "2027-11-01 09:00 nurse meeting",
  "2027-11-01 09:00 teacher meeting",
  "2028-01-03 08:00 guardian meeting-family",
  "2028-01-03 08:00 nurse meeting",
  "2028-01-03 08:00 teacher meeting",
  "2028-05-09 10:00 guardian meeting-family",
  "2028-05-09 10:00 nurse meeting",
  "2028-05-09 10:00 teacher meeting",
]
`);
  });

  test('everything late: the ladder climbs inside the county and stops when the duty is done', async () => {
    const story = await Story.begin(theatre, '2027-08-16 09:00');
    const { raise, offer, discussed, call, met } = acts(story);
    await raise('curator');
    await story.until('2027-09-06 10:00');
    await offer('2027-09-07', 'staff-absent');
    await story.until('2027-09-20 10:00');
    await discussed('held', parseDate('2027-09-07'));
    await story.give('curator', 'tell-guardian', { way: 'phone' });
    await story.until('2027-10-26 10:00');
    await call('curator', 'home-meeting', '2027-10-27', 'teacher');
    await story.until('2027-11-15 12:00');
    const { person, guardianId, learnerId } = story.people;
    const attended = [person('curator'), person('teacher'), learnerId, guardianId];
    await met('curator', 'k1', { attended, end: on('2027-12-01') });
    await story.until('2028-01-14 12:00');
    await call('curator', 'home-meeting', '2028-01-20', 'teacher');
    await story.until('2028-01-20 16:00');
    await met('curator', 'k2', { end: { kind: 'close', reason: 'goals-met', told: ['learner'] } });
    await story.until('2028-06-30 12:00');
    await story.record('everything-late');
    const state = await story.state();
    const promise = state.duties.find((duty) => duty.kind === 'discussion');
    expect(promise).toMatchObject({
      dueOn: '2027-08-25',
      late: true,
      kept: false,
      doneOn: '2027-09-07',
      latenessReason: 'staff-absent',
    });
    const lines = await told(story);
    // The school hears of its own duty alone: the causes, which are found out with the guardian late.
    const toSchool = lines.filter((line) => /schoolSupervisor|schoolCoordinator/.test(line));
    expect(toSchool.filter((line) => !line.endsWith('schoolCoordinator waiting'))).toEqual([]);
    expect(toSchool.filter((line) => line > '2027-11-15 12:00')).toEqual([]);
    expect(lines).toMatchInlineSnapshot(`
[
  "2027-08-16 09:00 teacher responsible-now",
  "2027-08-16 09:00 teacher task",
  "2027-08-18 08:00 curator reminder",
  "2027-08-18 08:00 curator reminder",
  "2027-08-18 08:00 teacher reminder",
  "2027-08-23 08:00 curator reminder",
  "2027-08-23 08:00 curator reminder",
  "2027-08-23 08:00 curator reminder",
  "2027-08-23 08:00 teacher reminder",
  "2027-08-24 08:00 curator reminder",
  "2027-08-25 08:00 curator reminder",
  "2027-08-26 08:00 countyCoordinator overdue",
  "2027-08-27 08:00 countySupervisor overdue",
  "2027-08-30 08:00 countyCoordinator waiting",
  "2027-08-30 08:00 countyCoordinator waiting",
  "2027-08-30 08:00 schoolCoordinator waiting",
  "2027-09-03 08:00 countySupervisor overdue",
  "2027-09-06 08:00 countyCoordinator waiting",
  "2027-09-06 08:00 countyCoordinator waiting",
  "2027-09-06 08:00 schoolCoordinator waiting",
  "2027-09-08 08:00 curator reminder",
  "2027-09-09 08:00 curator overdue-own",
  "2027-09-10 08:00 countyCoordinator overdue",
  "2027-09-10 08:00 countySupervisor overdue",
  "2027-09-13 08:00 countyCoordinator waiting",
  "2027-09-13 08:00 countyCoordinator waiting",
  "2027-09-13 08:00 schoolCoordinator waiting",
  "2027-09-14 08:00 countySupervisor overdue",
  "2027-09-17 08:00 countySupervisor overdue",
  "2027-09-20 08:00 countyCoordinator waiting",
  "2027-09-20 08:00 countyCoordinator waiting",
  "2027-09-20 08:00 schoolCoordinator waiting",
  "2027-09-21 08:00 countySupervisor overdue",
  "2027-09-27 08:00 countyCoordinator waiting",
  "2027-09-27 08:00 schoolCoordinator waiting",
  "2027-09-28 08:00 countySupervisor overdue",
  "2027-10-04 08:00 countyCoordinator waiting",
  "2027-10-04 08:00 schoolCoordinator waiting",
  "2027-10-05 08:00 countySupervisor overdue",
  "2027-10-11 08:00 countyCoordinator waiting",
  "2027-10-11 08:00 schoolCoordinator waiting",
  "2027-10-12 08:00 countySupervisor overdue",
  "2027-10-18 08:00 countyCoordinator waiting",
  "2027-10-18 08:00 schoolCoordinator waiting",
  "2027-10-25 08:00 countyCoordinator waiting",
  "2027-10-25 08:00 schoolCoordinator waiting",
  "2027-10-26 08:00 countySupervisor overdue",
  "2027-10-26 10:00 guardian meeting-family",
  "2027-10-26 10:00 teacher meeting",
  "2027-10-29 08:00 curator reminder",
  "2027-11-01 08:00 countyCoordinator waiting",
  "2027-11-01 08:00 curator overdue-own",
  "2027-11-01 08:00 schoolCoordinator waiting",
  "2027-11-02 08:00 countyCoordinator overdue",
  "2027-11-04 08:00 countySupervisor overdue",
  "2027-11-08 08:00 countyCoordinator waiting",
  "2027-11-08 08:00 schoolCoordinator waiting",
  "2027-11-11 08:00 countyCoordinator overdue",
  "2027-11-15 08:00 countyCoordinator waiting",
  "2027-11-15 08:00 schoolCoordinator waiting",
  "2027-11-29 08:00 curator reminder",
  "2027-11-30 08:00 curator reminder",
  "2027-12-01 08:00 curator reminder",
  "2027-12-02 08:00 countyCoordinator overdue",
  "2027-12-03 08:00 countySupervisor overdue",
  "2027-12-13 08:00 countySupervisor overdue",
  "2027-12-20 08:00 countySupervisor overdue",
  "2028-01-12 08:00 countySupervisor overdue",
  "2028-01-14 12:00 guardian meeting-family",
  "2028-01-14 12:00 teacher meeting",
  "2028-01-19 08:00 countySupervisor overdue",
]
`);
  });

  test('a child welfare report in the middle: it waits for nobody, and keeps the closed case alive until all is told', async () => {
    const story = await Story.begin(theatre, '2027-08-16 09:00');
    const { raise, offer, discussed, toldHome } = acts(story);
    const answered = async (kind: DutyKind, response: Response): Promise<void> => {
      const duty = (await story.state()).duties.find((it) => it.kind === kind && it.status === 'open');
      await story.give('teacher', 'record-response', { dutyId: duty?.id ?? '', response });
    };
    await raise('teacher');
    await story.until('2027-08-18 10:00');
    await offer('2027-08-20');
    await story.until('2027-08-20 12:00');
    await discussed('held');
    await story.give('teacher', 'report-child-welfare', {
      addressee: 'county',
      channel: 'phone',
      reason: story.text(),
      told: 'both',
    });
    await toldHome();
    await story.give('curator', 'close-case', { reason: 'passed-to-service', told: ['learner'] });
    expect((await story.state()).status).toBe('aftercare');
    await story.until('2027-08-27 09:00');
    const details = { measuresTried: story.text(), homeCooperation: story.text() };
    await story.give('teacher', 'complete-outside-act', { actId: 'x1', details });
    await story.give('teacher', 'complete-outside-act', {
      actId: 'x1',
      details: { followUpOn: parseDate('2027-10-05') },
    });
    await story.until('2027-09-03 09:00');
    await story.give('teacher', 'complete-outside-act', {
      actId: 'x1',
      details: { acknowledgedOn: story.today },
    });
    await answered('expected-urgency', 'not-told');
    await answered('expected-decision', 'done');
    await story.until('2027-10-05 15:00');
    await answered('expected-assessment', 'not-told');
    await story.give('teacher', 'complete-outside-act', {
      actId: 'x1',
      details: { followedUpOn: story.today },
    });
    await story.until('2028-06-30 12:00');
    await story.record('report-in-the-middle');
    expect((await story.log()).at(-1)?.type).toBe('outside-act-completed');
    expect(await told(story)).toMatchInlineSnapshot(`
[
  "2027-08-16 09:00 curator task",
  "2027-08-16 09:00 curator task",
  "2027-08-18 08:00 curator reminder",
  "2027-08-18 08:00 teacher reminder",
  "2027-08-18 08:00 teacher reminder",
  "2027-08-23 08:00 teacher ask-response",
  "2027-08-23 08:00 teacher reminder",
  "2027-08-24 08:00 teacher reminder",
  "2027-08-25 08:00 schoolCoordinator overdue",
  "2027-08-25 08:00 teacher reminder",
  "2027-08-26 08:00 schoolSupervisor overdue",
  "2027-08-26 08:00 teacher reminder",
  "2027-08-27 08:00 teacher reminder",
  "2027-08-30 08:00 teacher ask-response",
  "2027-08-31 08:00 teacher reminder",
  "2027-09-01 08:00 teacher ask-response",
  "2027-09-01 08:00 teacher ask-response",
  "2027-09-01 08:00 teacher overdue-own",
  "2027-09-02 08:00 schoolCoordinator overdue",
  "2027-10-01 08:00 teacher reminder",
  "2027-10-04 08:00 teacher reminder",
  "2027-10-05 08:00 teacher reminder",
]
`);
  });
});
