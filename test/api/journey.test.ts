import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { CaseCommandInput } from '../../api/contracts/commands.js';
import { dateText } from '../../activities/mail/texts.js';
import { samplePerson } from '../../stack/sample-data.js';
import { testStack } from '../support/test-stack.js';
import { concern, dayAfter, learner, refusedWith, signIn, type SignedIn } from './door.js';

interface InboxMail {
  readonly to: string | readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

async function inbox(): Promise<InboxMail[]> {
  const response = await fetch(`${testStack().inboxUrl}/api/mails`);
  const body = (await response.json()) as InboxMail[] | { mails: InboxMail[] };
  return Array.isArray(body) ? body : body.mails;
}

/** Waits for a mail that says this; fails after ten seconds. */
async function mailWith(words: string): Promise<InboxMail> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = (await inbox()).find((mail) => mail.text.includes(words));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no mail says "${words}"`);
}

const [curator, nurse, teacher] = [
  samplePerson('curator'),
  samplePerson('nurse'),
  samplePerson('classTeacher'),
];
const who = learner(1);
const members = [
  { personId: curator.id, role: 'curator' as const, side: 'county' as const },
  { personId: nurse.id, role: 'school_nurse' as const, side: 'county' as const },
  { personId: teacher.id, role: 'class_teacher' as const, side: 'school' as const },
];

describe('One case over HTTP, from concern to closing', () => {
  let by: SignedIn;
  let today: string;
  let id: string;
  let ref: string;

  const give = async (command: CaseCommandInput): Promise<CaseAnswer> => {
    const got = await by.command(id, command);
    expect({ status: got.status, body: got.status === 200 ? null : got.body }).toEqual({
      status: 200,
      body: null,
    });
    if (!got.body.case) throw new Error('the sender sees the case');
    return got.body.case;
  };

  beforeAll(async () => {
    by = await signIn('curator');
    today = (await by.get<{ today: string }>('/api/v1/me')).body.today;
  });

  test('an urgent concern is due on the next weekday, and its owner is told at once', async () => {
    const raiser = await signIn('classTeacher');
    const responsible = { county: curator.id, school: teacher.id };
    const got = await raiser.raise(
      concern({
        learnerId: who.id,
        urgent: true,
        topic: 'wellbeing',
        discussedWith: ['learner', 'guardian'],
        responsible,
        description: 'Ei ole tullut kouluun.',
      }),
    );
    expect(got.status).toBe(201);
    ({ id, ref } = got.body);
    const { body } = await by.get<CaseAnswer>(`/api/v1/cases/${ref}`);
    const promise = body.duties?.find((duty) => duty.kind === 'discussion');
    const asked = await by.get<{ dueOn: string }>(
      `/api/v1/deadlines?rule=T-OHL15-urgent&school=${who.unitId}&from=${today}`,
    );
    expect(promise?.dueOn).toBe(asked.body.dueOn);
    const mail = await mailWith(`Asia ${ref}: kiireellinen tehtävä`);
    expect(mail.subject).toBe(`Kiireellinen tehtävä, määräaika ${dateText('fi', promise?.dueOn ?? '')}`);
  });

  test('a discussion is offered inside the limit and held: the promise is kept', async () => {
    const time = { type: 'offer-discussion', on: today, minute: 600, told: 'phone' } as const;
    // A nurse is met without appointment (OHL 17 §): the promise is of a psychologist or a school social worker.
    expect(await refusedWith(by, id, { ...time, withId: nurse.id })).toEqual({
      ...{ status: 409, code: 'not-for-discussion', source: 'OHL 15 §' },
    });
    const offered = await give({ ...time, withId: curator.id });
    expect(offered.duties?.find((duty) => duty.kind === 'discussion')).toMatchObject({ status: 'done' });
    const held = await give({ type: 'record-discussion', outcome: 'held' });
    expect(held.nextStep).toMatchObject({ code: 'choose-next', command: 'propose-group' });
  });

  test('each member of the group is consented to by itself, and the meeting appoints its responsible person', async () => {
    await give({ type: 'propose-group', members, purpose: 'Koulunkäynnin tuki' });
    await give({
      type: 'request-consent',
      memberIds: ['m1', 'm2', 'm3'],
      askedOf: [who.id],
      told: 'in-person',
    });
    for (const memberId of ['m1', 'm2', 'm3']) {
      await give({
        type: 'record-consent',
        memberId,
        answer: 'given',
        by: who.id,
        byRole: 'learner',
        way: 'signed',
      });
    }
    await give({
      type: 'call-meeting',
      kind: 'expert-group',
      on: today,
      minute: 840,
      place: 'Huone 12',
      invitedStaff: members,
      invitedFamily: [],
    });
    const met = await give({
      type: 'record-meeting',
      meetingId: 'k1',
      attended: [curator.id, nurse.id, teacher.id, who.id],
      responsible: { personId: nurse.id, side: 'county' },
      summary: 'Sovittiin pienistä askelista.',
      actions: [
        {
          ...{
            ownerId: teacher.id,
            side: 'school',
            what: 'Kevyempi lukujärjestys',
            dueOn: dayAfter(today, 14),
          },
          monitorId: curator.id,
        },
      ],
      end: { kind: 'next', on: dayAfter(today, 28) },
    });
    expect(met).toMatchObject({ stage: 'follow-up', responsible: { county: nurse.id, school: teacher.id } });
    expect(met).toMatchObject({
      actions: [{ ownerId: teacher.id, monitorId: curator.id }],
      people: { [curator.id]: { name: curator.name } },
    });
  });

  test('the follow-up ends with closing, and the log tells the whole road in order', async () => {
    by = await signIn('nurse');
    await give({
      type: 'call-meeting',
      kind: 'home-meeting',
      on: today,
      minute: 900,
      invitedStaff: members.slice(2),
      invitedFamily: [],
    });
    const closed = await give({
      type: 'record-meeting',
      meetingId: 'k2',
      attended: [nurse.id, who.id],
      actions: [],
      end: { kind: 'close', reason: 'goals-met', told: ['learner', 'guardian', 'teacher'] },
    });
    // The case is over, its report and what was agreed are not: they keep it alive until they are done.
    expect(closed).toMatchObject({ status: 'aftercare', nextStep: { code: 'complete-report' } });
    await give({ type: 'write-entry', part: 'assessments', text: 'Keskustelut ja poissaolot.' });
    const whole = await give({ type: 'write-entry', part: 'support', text: 'Kevennetty lukujärjestys.' });
    expect(whole).toMatchObject({ status: 'aftercare', nextStep: { code: 'complete-action' } });
    by = await signIn('classTeacher');
    const done = await give({ type: 'complete-action', actionId: 'a1' });
    expect(done).toMatchObject({ status: 'closed', nextStep: null });
    const { body } = await by.get<{ items: { seq: number; type: string }[] }>(
      `/api/v1/cases/${id}/events?limit=100`,
    );
    const types = body.items.toSorted((a, b) => a.seq - b.seq).map((event) => event.type);
    expect(types.filter((type) => type !== 'reminder-prepared')).toEqual([
      ...[
        'concern-raised',
        'discussion-offered',
        'discussion-recorded',
        'group-proposed',
        'consent-requested',
      ],
      ...['consent-recorded', 'consent-recorded', 'consent-recorded', 'meeting-called', 'meeting-held'],
      ...['meeting-called', 'meeting-held', 'case-closed', 'entry-written', 'entry-written'],
      'action-completed',
    ]);
  });

  test('after closing a child welfare report is recorded all the same', async () => {
    by = await signIn('classTeacher');
    const reported = await give({
      type: 'report-child-welfare',
      addressee: 'Sosiaalipäivystys',
      channel: 'phone',
      reason: 'Huoli',
      told: 'both',
    });
    expect(reported.status).toBe('aftercare');
  });

  test('no mail names the learner, the family, the school or the matter', async () => {
    const words = [
      who.given,
      who.family,
      ...who.guardians.map((g) => g.given),
      'Kuusikallion',
      'poissa',
      'lastensuojelu',
    ];
    const mails = (await inbox()).filter((mail) => mail.text.includes(ref));
    expect(mails.length).toBeGreaterThan(0);
    for (const mail of mails) {
      const said = `${mail.subject}\n${mail.text}\n${mail.html}`.toLowerCase();
      expect(words.filter((word) => said.includes(word.toLowerCase()))).toEqual([]);
    }
  });
});
