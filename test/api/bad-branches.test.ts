import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { REFUSALS } from '../../domain/refusals.js';
import { CLIENT_COMMANDS } from '../../api/contracts/cases.js';
import { learnerOf, opened, problemOf, signIn, type Got, type SignedIn } from './door.js';
import { sampleCommands, sampleLearnerId } from './samples.js';

let by: SignedIn;
let id: string;

beforeAll(async () => {
  by = await signIn('curator');
  id = await opened(await signIn('schoolCoordinator'), { learnerId: sampleLearnerId });
});

function give(body: unknown): Promise<Got> {
  return by.post(`/api/v1/cases/${id}/commands`, { body, headers: { 'idempotency-key': randomUUID() } });
}

async function fieldsOf(body: unknown): Promise<Record<string, string>> {
  const got = await give(body);
  expect({ status: got.status, code: problemOf(got).code }).toEqual({ status: 422, code: 'invalid-fields' });
  return Object.fromEntries((problemOf(got).errors ?? []).map(({ path, code }) => [path, code]));
}

/** Commands along the road, which have their own tests. */
const ROAD = [
  ...['raise-concern', 'offer-discussion', 'record-discussion', 'decline-discussion', 'explain-lateness'],
  ...['join-side', 'propose-group', 'request-consent', 'record-consent', 'call-meeting', 'cancel-meeting'],
  ...['record-meeting', 'complete-action', 'close-case', 'reopen-case', 'contact-social-services'],
  ...['report-child-welfare', 'complete-outside-act', 'offer-handover', 'accept-handover'],
  ...['refuse-handover', 'reassign', 'correct-fact', 'void-case'],
];

test('every command of the branches stands in these samples', () => {
  const beyond = CLIENT_COMMANDS.filter((type) => !ROAD.includes(type));
  expect(sampleCommands.map((it) => it.type).toSorted()).toEqual(beyond.toSorted());
});

describe.each(sampleCommands)('$type, badly formed', (command) => {
  test('an unknown field and a day that does not exist are named', async () => {
    expect(await fieldsOf({ ...command, colour: 'red', happenedOn: '2026-02-31' })).toEqual({
      colour: 'unknown-field',
      happenedOn: 'not-a-date',
    });
  });

  test('with nothing in it, each field that must be there is named', async () => {
    const required = await fieldsOf({ type: command.type });
    expect(Object.keys(required).length).toBeGreaterThan(0);
    expect(new Set(Object.values(required))).toEqual(new Set(['missing']));
  });

  test('well formed it is decided: done, or refused with a code and its source; never an error of ours', async () => {
    const own = await opened(await signIn('schoolCoordinator'), { learnerId: sampleLearnerId });
    const got = await by.post(`/api/v1/cases/${own}/commands`, {
      body: command,
      headers: { 'idempotency-key': randomUUID() },
    });
    if (got.status === 200) return;
    // An emergency is for those who hold a post over the case, the look at it for whoever owes that.
    const notTheirs = command.type === 'break-glass' || command.type === 'review-glass';
    expect({ status: got.status }).toEqual({ status: notTheirs ? 403 : 409 });
    expect(REFUSALS).toContain(problemOf(got).code);
    expect(problemOf(got).source?.length).toBeGreaterThan(2);
  });
});

describe('People, lists and texts of the branches', () => {
  test("a guardian of another learner is nobody's here", async () => {
    const other = learnerOf('Lehtola').guardians[0]?.id ?? '';
    expect(await fieldsOf({ type: 'tell-guardian', guardianId: other, way: 'phone' })).toEqual({
      guardianId: 'unknown-person',
    });
    expect(
      await fieldsOf({
        type: 'withdraw-consent',
        memberIds: ['m1'],
        by: other,
        byRole: 'guardian',
        way: 'phone',
      }),
    ).toEqual({ by: 'unknown-person' });
    expect(await fieldsOf({ type: 'agree-contact-ways', personId: other, channels: [] })).toEqual({
      personId: 'unknown-person',
    });
    expect(await fieldsOf({ type: 'publish-entries', entryIds: ['e1'], toIds: [other] })).toEqual({
      'toIds.0': 'unknown-person',
    });
  });

  test('a learner is no guardian, and nobody from outside is called by an id of the directory', async () => {
    expect(await fieldsOf({ type: 'tell-guardian', guardianId: sampleLearnerId, way: 'phone' })).toEqual({
      guardianId: 'unknown-person',
    });
    const external = { organisation: 'youth-work', name: 'Nimi' };
    const member = { role: 'outreach_youth_worker', side: 'school' };
    expect(
      await fieldsOf({
        type: 'propose-group',
        members: [{ ...member, personId: sampleLearnerId, external }],
      }),
    ).toEqual({ 'members.0.external': 'not-both' });
    expect(await fieldsOf({ type: 'propose-group', members: [member] })).toEqual({
      'members.0.personId': 'missing',
    });
  });

  test('lists have bounds, nothing stands in them twice, and texts are neither empty nor endless', async () => {
    const twice = { type: 'publish-entries', entryIds: ['e1', 'e1'], toIds: [sampleLearnerId] };
    expect(await fieldsOf(twice)).toEqual({ entryIds: 'twice' });
    expect(await fieldsOf({ type: 'plan-return', steps: [] })).toEqual({ steps: 'too-few' });
    expect(await fieldsOf({ type: 'plan-support', what: 'x'.repeat(4001) })).toEqual({ what: 'too-long' });
    expect(await fieldsOf({ type: 'write-entry', part: 'note', text: 'x\u0000' })).toEqual({
      text: 'control-character',
    });
    expect(await fieldsOf({ type: 'guide-to-services', service: 'magic', withConsent: 'yes' })).toEqual({
      service: 'not-allowed-value',
      withConsent: 'wrong-type',
    });
  });
});
