import { beforeAll, describe, expect, test } from '@jest/globals';
import type { DisclosureList } from '../../api/contracts/annex.js';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import {
  dayAfter,
  given,
  learner,
  opened,
  refusedWith,
  signIn,
  todayOf,
  type CommandOf,
  type SignedIn,
} from './door.js';

const who = learner(8);
const disclosure: CommandOf<'record-disclosure'> = {
  type: 'record-disclosure',
  recipient: 'Matti Meikäläinen, nuorisotyö',
  what: 'Poissaolojen määrä',
  ground: 'itemised-consent',
  reason: 'Nuorisotyön tuki',
  way: 'oral',
};
const consent = { of: 'member', id: 'm1' } as const;

describe('What is given by an itemised consent (OHL 19, 20 §)', () => {
  let by: SignedIn;
  let id: string;
  beforeAll(async () => {
    by = await signIn('curator');
    id = await opened(await signIn('schoolCoordinator'), {
      learnerId: who.id,
      discussedWith: ['learner', 'guardian'],
    });
    const external = { organisation: 'youth-work', name: 'Matti Meikäläinen' } as const;
    await given(by, id, {
      type: 'propose-group',
      members: [{ role: 'outreach_youth_worker', side: 'county', external }],
    });
    await given(by, id, { type: 'note-capacity', capacity: 'learner-alone', grounds: 'Ikä ja kehitys.' });
  });

  test('is refused without one that stands, with its source', async () => {
    const missing = { status: 409, code: 'disclosure-consent-missing', source: 'OHL 19 §' };
    expect(await refusedWith(by, id, disclosure)).toEqual(missing);
    expect(await refusedWith(by, id, { ...disclosure, consent })).toEqual(missing);
  });

  test('names the consent, and by whom it was asked for: in the list, and the name for those who read words', async () => {
    await given(by, id, {
      ...{ type: 'request-consent', memberIds: ['m1'], askedOf: [who.id], told: 'in-person' },
      items: ['absences'],
    });
    const agreed = await given(by, id, {
      ...{ type: 'record-consent', memberId: 'm1', answer: 'given', by: who.id, byRole: 'learner' },
      ...{ way: 'signed', items: ['absences'], explainedIn: 'so', withInterpreter: true },
    });
    expect(agreed.members?.[0]?.answers).toMatchObject([{ explainedIn: 'so', withInterpreter: true }]);
    const requestedBy = { who: 'recipient', name: 'Matti Meikäläinen' } as const;
    await given(by, id, { ...disclosure, consent, requestedBy });
    const { body } = await by.get<DisclosureList>(`/api/v1/cases/${id}/disclosures`);
    expect(body.items.at(-1)).toMatchObject({ ground: 'itemised-consent', consent, requestedBy });
  });

  test('asked for by nobody it names nobody; another ground is a provision, and names no consent', async () => {
    const unasked = { ...disclosure, consent, requestedBy: { who: 'nobody', name: 'Matti' } } as const;
    expect(await refusedWith(by, id, unasked)).toMatchObject({
      status: 422,
      errors: [{ path: 'requestedBy.name', code: 'not-both' }],
    });
    expect(await refusedWith(by, id, { ...disclosure, ground: 'OHL-16', consent })).toMatchObject({
      status: 422,
      errors: [{ path: 'consent', code: 'not-both' }],
    });
  });

  test('rests on a consent that ran out since and is asked for anew, for the days on which it stood', async () => {
    const today = await todayOf(by);
    const ago = (days: number) => ({ happenedOn: dayAfter(today, -days) });
    const young = learner(7);
    const old = await opened(await signIn('schoolCoordinator'), {
      ...{ learnerId: young.id, discussedWith: ['learner', 'guardian'], ...ago(30) },
    });
    const external = { organisation: 'youth-work', name: 'Matti Meikäläinen' } as const;
    const members = [{ role: 'outreach_youth_worker', side: 'county', external }] as const;
    const ask = { type: 'request-consent', told: 'in-person' } as const;
    await given(by, old, { type: 'propose-group', members: [...members], ...ago(25) });
    const capacity = {
      type: 'note-capacity',
      capacity: 'learner-alone',
      grounds: 'Ikä ja kehitys.',
    } as const;
    await given(by, old, { ...capacity, ...ago(25) });
    await given(by, old, { ...ask, memberIds: ['m1'], items: ['absences'], askedOf: [young.id], ...ago(24) });
    await given(by, old, {
      ...{ type: 'record-consent', memberId: 'm1', answer: 'given', by: young.id, byRole: 'learner' },
      ...{ way: 'signed', items: ['absences'], validUntil: ago(10).happenedOn, ...ago(20) },
    });
    const member = async () => (await by.get<CaseAnswer>(`/api/v1/cases/${old}`)).body.members?.[0];
    for (let turn = 0; turn < 100 && (await member())?.consent !== 'expired'; turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    await given(by, old, { ...ask, memberIds: ['m1'], items: ['absences'], askedOf: [young.id] });
    expect(await member()).toMatchObject({
      consent: 'requested',
      stood: [{ from: ago(20).happenedOn, until: ago(9).happenedOn }],
    });
    for (const days of [21, 9])
      expect(await refusedWith(by, old, { ...disclosure, consent, ...ago(days) })).toMatchObject({
        code: 'disclosure-consent-missing',
      });
    for (const days of [20, 10]) await given(by, old, { ...disclosure, consent, ...ago(days) });
  });
});
