import { expect, test } from '@playwright/test';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { expectAccessible } from './support/axe.js';
import { dayFromNow } from './support/fields.js';
import { signInAs } from './support/people.js';
import { openConcern, send, signInOverHttp } from './support/sample-case.js';
import { watch } from './support/watch.js';

const [curator, nurse, teacher] = (['curator', 'nurse', 'homeroomTeacher'] as const).map((key) =>
  samplePerson(key),
);
const learner = sampleLearners[4] ?? sampleLearners[0]!;

/** What a group agreed three weeks ago that the teacher does by last week, followed up by the nurse. */
function agreedLongAgo(guardianId: string): object[] {
  const then = dayFromNow(-21);
  const people = [
    { personId: curator?.id, role: 'curator', side: 'county' },
    { personId: nurse?.id, role: 'school_nurse', side: 'county' },
  ];
  const yes = { type: 'record-consent', answer: 'given', by: guardianId, byRole: 'guardian', way: 'signed' };
  const commands = [
    { type: 'propose-group', members: people },
    { type: 'request-consent', memberIds: ['m1', 'm2'], askedOf: [guardianId], told: 'phone' },
    { ...yes, memberId: 'm1' },
    { ...yes, memberId: 'm2' },
    { type: 'call-meeting', kind: 'expert-group', on: then, minute: 840, invitedStaff: people },
    {
      ...{ type: 'record-meeting', meetingId: 'k1', attended: people.map((it) => it.personId) },
      responsible: { personId: curator?.id, side: 'county' },
      actions: [
        {
          ...{ ownerId: teacher?.id, side: 'school', what: 'Soita kotiin joka perjantai.' },
          ...{ dueOn: dayFromNow(-7), monitorId: nurse?.id },
        },
      ],
      end: { kind: 'next', on: dayFromNow(21) },
    },
  ];
  return commands.map((command) => ({ ...command, happenedOn: then }));
}

test('whoever follows an agreed action up finds it among their tasks and marks it done', async ({
  page,
  browser,
  baseURL,
}) => {
  const context = await browser.newContext(baseURL ? { baseURL } : {});
  await signInOverHttp(context.request, curator?.id ?? '');
  const concern = { learnerId: learner.id, happenedOn: dayFromNow(-30) };
  const { id, ref } = await openConcern(context.request, concern);
  for (const command of agreedLongAgo(learner.guardians[0]?.id ?? ''))
    await send(context.request, `/cases/${id}/commands`, command);
  await context.close();

  const watched = watch(page, baseURL ?? '');
  await signInAs(page, nurse?.name ?? '');
  const title = 'Kysy, miten sovittu toimi etenee, ja kuittaa se, jos se on tehty';
  const task = page.getByRole('link', { name: new RegExp(`^${title}.*${ref}$`) });
  await expect(task).toBeVisible();
  await expectAccessible(page);
  await task.click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Kuittaa tehdyksi', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Toimi on tehty' })).toBeVisible();
  await page.goto('/tehtavat');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(task).toHaveCount(0);
  watched.expectQuiet();
});
