import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { DisclosureList } from '../../api/contracts/annex.js';
import type { EventList } from '../../api/contracts/events.js';
import type { OutsideForm } from '../../api/contracts/forms.js';
import { samplePerson } from '../../stack/sample-data.js';
import {
  dayAfter,
  given,
  learner,
  learnerOf,
  opened,
  refusedWith,
  signIn,
  todayOf,
  type SignedIn,
} from './door.js';

const curator = samplePerson('curator');

let by: SignedIn;
let coordinator: SignedIn;
let today: string;
beforeAll(async () => {
  [by, coordinator] = await Promise.all([signIn('curator'), signIn('schoolCoordinator')]);
  today = await todayOf(by);
});

async function formOf(who: SignedIn, id: string, actId = 'x1') {
  return who.get<OutsideForm>(`/api/v1/cases/${id}/acts/${actId}/form`);
}

describe('A joint contact that is refused is followed by a report without delay', () => {
  let id: string;
  beforeAll(async () => {
    id = await opened(coordinator, { learnerId: learner(3).id, discussedWith: ['learner', 'guardian'] });
  });

  test('the report is owed by whom the contact was, and shows its age, not a false deadline', async () => {
    expect(
      await refusedWith(by, id, { type: 'record-joint-contact', failure: 'refused', criteriaMet: true }),
    ).toEqual({ status: 409, code: 'no-joint-contact', source: 'LSL 25 a §' });
    await given(by, id, { type: 'propose-joint-contact', with: 'both', happenedOn: today });
    const failed = await given(by, id, {
      type: 'record-joint-contact',
      failure: 'refused',
      criteriaMet: true,
    });
    const owed = failed.duties?.find((duty) => duty.kind === 'child-welfare-report');
    expect(owed).toMatchObject({ dueOn: null, remaining: null, ageDays: 0, status: 'open', force: 'law' });
  });

  test('a report makes the other side owe something: expected, never late by us', async () => {
    const reported = await given(by, id, {
      type: 'report-child-welfare',
      addressee: 'Lastensuojelu',
      channel: 'phone',
      reason: 'Huoli nuoren turvallisuudesta.',
      told: 'both',
      details: { crimeSuspected: true },
    });
    const [act] = reported.acts ?? [];
    expect(act?.expectations.map((it) => it.rule)).toEqual([
      'T-LSL26-urgent',
      'T-LSL26-7',
      'T-SHL36-7',
      'T-SHL36-3m',
    ]);
    const decision = reported.duties?.find((duty) => duty.rule === 'T-LSL26-7');
    expect(decision).toMatchObject({ expected: true, late: false, status: 'open' });
    expect(reported.duties?.some((duty) => duty.kind === 'police-report')).toBe(true);
    const answered = await given(by, id, {
      type: 'record-response',
      dutyId: decision?.id ?? '',
      response: 'not-told',
    });
    const told = answered.acts?.[0]?.expectations.find((it) => it.dutyId === decision?.id);
    expect(told).toMatchObject({ response: 'not-told', respondedOn: today, status: 'done' });
    const own = answered.duties?.find((duty) => duty.kind === 'outside-details');
    expect(
      await refusedWith(by, id, { type: 'record-response', dutyId: own?.id ?? '', response: 'done' }),
    ).toMatchObject({ code: 'not-expected', source: 'LSL 26 §' });
  });

  test('a report to the police is an act of its own, and another report is made although one exists', async () => {
    const act = { addressee: 'Poliisi', channel: 'phone', reason: 'Epäily.' } as const;
    await given(by, id, { type: 'report-to-police', ...act, suspicion: 'life-or-health' });
    const again = await given(by, id, { type: 'report-child-welfare', ...act, told: 'not-told' });
    expect(again.acts?.map((it) => it.kind)).toEqual([
      'report-child-welfare',
      'report-to-police',
      'report-child-welfare',
    ]);
  });
});

describe('The form of an act is made from the record, and what was printed stays as it was', () => {
  let id: string;
  const of = learnerOf('Salmi');
  beforeAll(async () => {
    id = await opened(coordinator, { learnerId: of.id, discussedWith: ['learner', 'guardian'] });
    await given(by, id, {
      type: 'contact-social-services',
      addressee: 'Sosiaalipalvelut',
      channel: 'phone',
      reason: 'Poissaolot jatkuvat, tuki ei riitä.',
      jointly: 'both',
      details: { specialSupport: true },
    });
  });

  test('it says what absence requires, what is missing of it, and whom to address where the learner lives', async () => {
    const { status, body } = await formOf(by, id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      kind: 'contact-social-services',
      on: today,
      municipality: 'Kirkkonummi',
      recorded: { addressee: 'Sosiaalipalvelut', channel: 'phone' },
      addressee: { sample: true, emergency: '112' },
      reporter: { name: curator.name, role: 'curator', side: 'county' },
      child: { name: `${of.given} ${of.family}`, birthDate: of.birthDate, addressProtected: true },
      reason: 'Poissaolot jatkuvat, tuki ei riitä.',
      jointly: 'both',
      missing: ['surveys', 'measuresTried', 'homeCooperation'],
      printed: [],
    });
    expect(body.addressee.name).toContain('esimerkki');
    expect(body.guardians).toEqual([
      expect.objectContaining({ phone: null, addressProtected: true, position: 'guardian' }),
    ]);
  });

  test('whom to address where the learner lives is told while the act is written, out of hours as well', async () => {
    const { body } = await by.get<CaseAnswer>(`/api/v1/cases/${id}`);
    const { body: paper } = await formOf(by, id);
    const { outOfHours, emergency, sample, route, ...place } = paper.addressee;
    expect(body.addressees).toEqual({
      socialServices: place,
      police: expect.objectContaining({ name: expect.stringContaining('poliisi') }),
      ...{ outOfHours, emergency, sample, route },
    });
    expect(body.addressees?.outOfHours.phone).not.toBe('');
    // Somebody who brought the concern and sees no people is not told where the learner lives.
    const raiser = await (await signIn('schoolCoordinator')).get<CaseAnswer>(`/api/v1/cases/${id}`);
    expect('addressees' in raiser.body).toBe('learner' in raiser.body);
  });

  test('what is recorded later stands on it, and nothing is missing any more', async () => {
    await given(by, id, {
      type: 'record-causes',
      causes: 'Kartoitettu: uni ja ahdistus.',
      withGuardian: true,
    });
    await given(by, id, {
      type: 'complete-outside-act',
      actId: 'x1',
      details: { measuresTried: 'Kevennetty lukujärjestys.', homeCooperation: 'Viikoittaiset puhelut.' },
    });
    expect((await formOf(by, id)).body).toMatchObject({
      surveys: ['Kartoitettu: uni ja ahdistus.'],
      measuresTried: 'Kevennetty lukujärjestys.',
      homeCooperation: 'Viikoittaiset puhelut.',
      missing: [],
    });
  });

  test('printing keeps exactly what was shown; what has changed since is not passed off as printed', async () => {
    const seen = (await formOf(by, id)).body;
    await given(by, id, {
      type: 'complete-outside-act',
      actId: 'x1',
      details: { followUpOn: dayAfter(today, 14) },
    });
    expect(await refusedWith(by, id, { type: 'print-form', actId: 'x1', shown: seen.shown })).toEqual({
      status: 422,
      code: 'invalid-fields',
      errors: [{ path: 'shown', code: 'not-what-was-shown' }],
    });
    const now = (await formOf(by, id)).body;
    await given(by, id, { type: 'print-form', actId: 'x1', shown: now.shown });
    const log = (await by.get<EventList>(`/api/v1/cases/${id}/events?limit=500`)).body;
    const copyId = log.items.find((it) => it.type === 'form-printed')?.data['copy'];
    const { textId } = copyId as { textId: string };
    const { printed: _printed, shown: _shown, ...paper } = now;
    expect(JSON.parse(log.texts?.[textId] ?? '')).toEqual(paper);
    expect((await formOf(by, id)).body.printed).toEqual([{ number: 1, on: today, by: curator.id }]);
  });

  test('it is for those who see acts; an act that is not there is not found', async () => {
    expect((await formOf(await signIn('countySupervisor'), id)).status).toBe(403);
    expect((await formOf(await signIn('classTeacher'), id)).status).toBe(404);
    expect((await formOf(by, id, 'x9')).status).toBe(404);
    expect(
      await refusedWith(by, id, { type: 'print-form', actId: 'x9', shown: '0'.repeat(64) }),
    ).toMatchObject({ status: 409, code: 'unknown-act' });
  });
});

describe('A contact without consent (SHL 35 § 1)', () => {
  const contact = {
    type: 'contact-social-services',
    addressee: 'Sosiaalipalvelut',
    channel: 'form',
    reason: 'Arki ei suju.',
  } as const;
  let id: string;
  beforeAll(async () => {
    id = await opened(coordinator, { learnerId: learner(4).id, discussedWith: ['learner', 'guardian'] });
  });

  test('says on what ground it was made and what support is hoped for, on paper and in the log', async () => {
    await given(by, id, {
      ...contact,
      jointly: 'no-consent-ground',
      withoutConsentGround: 'child-interest',
      hopedSupport: 'Perhetyötä aamuihin.',
    });
    expect((await formOf(by, id)).body).toMatchObject({
      jointly: 'no-consent-ground',
      withoutConsentGround: 'child-interest',
      hopedSupport: 'Perhetyötä aamuihin.',
    });
    const log = (await by.get<EventList>(`/api/v1/cases/${id}/events?limit=500`)).body;
    const data = log.items.find((it) => it.type === 'social-services-contacted')?.data ?? {};
    expect(data).toMatchObject({ withoutConsentGround: 'child-interest' });
    const { textId } = data['hopedSupport'] as { textId: string };
    expect(log.texts?.[textId]).toBe('Perhetyötä aamuihin.');
  });

  test('waits for neither of them, and says them later; made together, it has no ground to be without', async () => {
    const act = { ...contact, jointly: 'no-consent-ground' } as const;
    expect((await given(by, id, act)).acts?.map((it) => it.groundOpen)).toEqual([undefined, true]);
    expect((await formOf(by, id, 'x2')).body).toMatchObject({
      ...{ jointly: 'no-consent-ground', withoutConsentGround: null, hopedSupport: null },
    });
    await given(by, id, {
      ...{ type: 'complete-outside-act', actId: 'x2' },
      details: { withoutConsentGround: 'unable-to-care', hopedSupport: 'Rauhaa koteihin.' },
    });
    expect((await formOf(by, id, 'x2')).body).toMatchObject({
      ...{ withoutConsentGround: 'unable-to-care', hopedSupport: 'Rauhaa koteihin.' },
    });
    const both = { ...act, jointly: 'both', withoutConsentGround: 'unable-to-care' } as const;
    expect(await refusedWith(by, id, both)).toMatchObject({
      status: 422,
      errors: [{ path: 'withoutConsentGround', code: 'not-both' }],
    });
  });
});

describe('Who was given what, why, and on what ground (OHL 20 §)', () => {
  test('entries by hand, advice and acts stand in one list, for those who answer for the case only', async () => {
    const id = await opened(coordinator, {
      learnerId: learner(5).id,
      discussedWith: ['learner', 'guardian'],
    });
    const asked = await given(by, id, {
      type: 'ask-advice',
      role: 'psychologist',
      told: 'Kysytty jännittämisestä.',
    });
    expect(asked.advice).toEqual([{ id: 'v1', role: 'psychologist', askedOn: today, answeredOn: null }]);
    expect(asked.disclosures?.map((it) => it.ground)).toEqual(['OHL-19-advice']);
    await given(by, id, {
      type: 'record-disclosure',
      recipient: 'Matti Meikäläinen, nuorisotyö',
      what: 'Poissaolojen määrä',
      ground: 'authority-request',
      reason: 'Nuorisotyön tuki',
      way: 'oral',
    });
    await given(by, id, { type: 'record-advice', adviceId: 'v1', advice: 'Pienet ryhmät.' });
    const reported = await given(by, id, {
      type: 'report-child-welfare',
      addressee: 'Lastensuojelu',
      channel: 'form',
      reason: 'Huoli.',
      told: 'both',
    });
    const { body } = await by.get<DisclosureList>(`/api/v1/cases/${id}/disclosures`);
    expect(body.items.map((it) => [it.ground, it.recipient ?? it.recipientRole, it.what, it.on])).toEqual([
      ['OHL-19-advice', 'psychologist', 'Kysytty jännittämisestä.', today],
      ['authority-request', 'Matti Meikäläinen, nuorisotyö', 'Poissaolojen määrä', today],
      ['LSL-25', 'Lastensuojelu', 'Huoli.', today],
    ]);
    expect(body.items.map((it) => it.reason ?? it.reasonCode)).toEqual([
      ...['advice', 'Nuorisotyön tuki', undefined],
    ]);
    expect(reported.disclosures).toEqual(body.items);
    const post = await signIn('schoolSupervisor');
    expect((await post.get(`/api/v1/cases/${id}/disclosures`)).status).toBe(403);
    expect((await (await signIn('classTeacher')).get(`/api/v1/cases/${id}/disclosures`)).status).toBe(404);
  });

  test('a need and guiding to a service start and end their duties', async () => {
    const id = await opened(coordinator, {
      learnerId: learner(6).id,
      discussedWith: ['learner', 'guardian'],
    });
    const needed = await given(by, id, { type: 'note-need', need: 'therapy' });
    expect(needed.duties?.find((duty) => duty.rule === 'T-THoL-28d')).toMatchObject({
      expected: true,
      unit: 'day',
    });
    await given(by, id, { type: 'note-need', need: 'social-services' });
    const guided = await given(by, id, {
      type: 'guide-to-services',
      service: 'family-counselling',
      withConsent: true,
    });
    expect(guided.duties?.find((duty) => duty.kind === 'guide-to-services')).toMatchObject({
      status: 'done',
    });
  });
});
