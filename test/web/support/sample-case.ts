import { expect, type APIRequestContext } from '@playwright/test';
import { sampleLearners, samplePerson } from '../../../stack/sample-data.js';
import type { SampleLearner } from '../../../stack/sample-people.js';
import { dayFromNow } from './fields.js';

/** A case with something in every part of its page, made over HTTP by its curator. */
export interface SampleCase {
  readonly id: string;
  readonly ref: string;
  readonly actId: string;
}

const SENDING = { 'X-Requested-With': 'rinnalla' };

/** Signs the request context in as somebody of the sample. */
export async function signInOverHttp(request: APIRequestContext, personId: string): Promise<void> {
  // Redirects are followed and cookies kept by the context: to the list of people, and from the choice back to us.
  const people = await request.get('/auth/sign-in?to=/tehtavat');
  const back = await request.post(people.url(), { form: { account: personId } });
  expect(new URL(back.url()).pathname).toBe('/tehtavat');
}

/** Sends one command over HTTP, under a key of its own, and again while it is on its way (202). */
export async function send(
  request: APIRequestContext,
  path: string,
  data: object,
): Promise<{ id: string; ref: string }> {
  const headers = { ...SENDING, 'Idempotency-Key': crypto.randomUUID() };
  let answer = await request.post(`/api/v1${path}`, { data, headers });
  for (let turn = 0; answer.status() === 202 && turn < 100; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    answer = await request.post(`/api/v1${path}`, { data, headers });
  }
  expect([200, 201], await answer.text()).toContain(answer.status());
  return answer.json();
}

function commandsOf(guardianId: string): object[] {
  const [curator, nurse] = [samplePerson('curator').id, samplePerson('nurse').id];
  const today = dayFromNow(0);
  const member = (personId: string, role: string) => ({ personId, role, side: 'county' });
  const answer = { answer: 'given', by: guardianId, byRole: 'guardian', way: 'signed' };
  return [
    { type: 'offer-discussion', withId: curator, on: today, minute: 570, told: 'phone' },
    { type: 'record-discussion', outcome: 'held' },
    {
      type: 'propose-group',
      purpose: 'Aamujen tuki',
      members: [member(curator, 'curator'), member(nurse, 'school_nurse')],
    },
    { type: 'request-consent', memberIds: ['m1', 'm2'], askedOf: [guardianId], told: 'phone' },
    { type: 'record-consent', memberId: 'm1', ...answer },
    { type: 'record-consent', memberId: 'm2', ...answer },
    {
      type: 'call-meeting',
      kind: 'expert-group',
      on: today,
      minute: 840,
      invitedStaff: [member(curator, 'curator'), member(nurse, 'school_nurse')],
      invitedFamily: [{ personId: guardianId, role: 'guardian' }],
    },
    {
      type: 'record-meeting',
      meetingId: 'k1',
      attended: [curator, nurse, guardianId],
      responsible: { personId: curator, side: 'county' },
      summary: 'Aamut aloitetaan yhdessä.',
      actions: [{ ownerId: curator, side: 'county', what: 'Soita kotiin.', dueOn: dayFromNow(10) }],
      end: { kind: 'next', on: dayFromNow(21) },
    },
    {
      type: 'report-child-welfare',
      addressee: 'Länsi-Uudenmaan hyvinvointialue, lastensuojelu',
      channel: 'phone',
      reason: 'Huoli kodin tilanteesta.',
      told: 'guardian',
    },
  ];
}

interface Concern {
  readonly learnerId: string;
  readonly source?: 'learner' | 'staff' | 'guardian';
  readonly responsible?: { readonly county: string; readonly school?: string };
  readonly topic?: string;
  readonly happenedOn?: string;
  readonly discussedWith?: readonly ('learner' | 'guardian')[];
}

/** Opens a case; `request` must be signed in as the curator. */
export function openConcern(
  request: APIRequestContext,
  concern: Concern,
): Promise<{ id: string; ref: string }> {
  return send(request, '/cases', {
    type: 'raise-concern',
    source: 'staff',
    topic: 'absence',
    description: 'Poissaoloja on ollut paljon.',
    responsible: { county: samplePerson('curator').id, school: samplePerson('homeroomTeacher').id },
    ...concern,
  });
}

/** Makes a case that has been through a meeting; `request` must be signed in as the curator. */
export async function makeCase(
  request: APIRequestContext,
  learner: SampleLearner = sampleLearners[2]!,
): Promise<SampleCase> {
  const { id, ref } = await openConcern(request, { learnerId: learner.id });
  for (const command of commandsOf(learner.guardians[0]!.id)) {
    await send(request, `/cases/${id}/commands`, command);
  }
  const view = await (await request.get(`/api/v1/cases/${ref}`)).json();
  return { id, ref, actId: view.acts[0].id };
}
