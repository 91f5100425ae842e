import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { AccessList } from '../../api/contracts/access.js';
import type { ReportIdentityCode, ReportPeople } from '../../api/contracts/report.js';
import { IdentityKeys } from '../../api/directory/import/identity-keys.js';
import { seeingAs } from '../../api/sight/sight.js';
import { identityCheck } from '../../domain/identity-code.js';
import { samplePerson } from '../../stack/sample-data.js';
import { bytesOf, wordsIn } from '../support/byte-scan.js';
import { testStack } from '../support/test-stack.js';
import { given, learnerOf, opened, signIn, type Got, type SignedIn } from './door.js';
import { inProcess, type InProcess } from './in-process.js';

/* Whom a student welfare report names, and how they are reached (OHL 20 §). */

/** Of the series that nobody has. */
const CODE = `030314A917${identityCheck('030314917')}`;

let by: SignedIn;
let coordinator: SignedIn;
let owner: pg.Client;
let door: InProcess;
const employer = randomUUID();
const [kallio, jokinen, salmi, rautio] = ['Kallio', 'Jokinen', 'Salmi', 'Rautio'].map(learnerOf);

beforeAll(async () => {
  [by, coordinator] = await Promise.all([signIn('curator'), signIn('schoolCoordinator')]);
  owner = new pg.Client({ connectionString: testStack().ownerUrl });
  await owner.connect();
  door = await inProcess({ listen: false });
  await keepCode(kallio?.id ?? '');
});
afterAll(async () => {
  await owner.query('DELETE FROM person_identity_code WHERE controller_id = $1', [employer]);
  await owner.query('DELETE FROM directory_person WHERE controller_id = $1', [employer]);
  await owner.query('DELETE FROM controller WHERE id = $1', [employer]);
  await Promise.all([owner.end(), door.stop()]);
});

/** A code as an import keeps it, of an employer that imports nothing else. */
async function keepCode(personId: string): Promise<void> {
  const sourceId = `L-${employer}`;
  const { sealed, keyId, match } = new IdentityKeys(testStack().textKey).seal(CODE, {
    controllerId: employer,
    sourceId,
  });
  await owner.query(`INSERT INTO controller (id, kind, name) VALUES ($1, 'provider', 'Koodikunta')`, [
    employer,
  ]);
  await owner.query(`INSERT INTO directory_person VALUES ($1, 'learner', $2, $3)`, [
    employer,
    sourceId,
    personId,
  ]);
  await owner.query(
    `INSERT INTO person_identity_code (person_id, controller_id, kind, sealed, key_id, match)
     VALUES ($1, $2, 'learner', $3, $4, $5)`,
    [personId, employer, sealed, keyId, match],
  );
}

type Learner = ReturnType<typeof learnerOf>;

function raised(learner: Learner | undefined): Promise<string> {
  return opened(coordinator, { learnerId: learner?.id ?? '', discussedWith: ['learner', 'guardian'] });
}

function peopleOf(who: SignedIn, id: string): Promise<Got<ReportPeople>> {
  return who.get<ReportPeople>(`/api/v1/cases/${id}/report/people`);
}

function codeOf(who: SignedIn, id: string): Promise<Got<ReportIdentityCode>> {
  return who.get<ReportIdentityCode>(`/api/v1/cases/${id}/report/identity-code`);
}

function guardian(learner: Learner | undefined, at: number) {
  const found = learner?.guardians[at];
  return { personId: found?.id, name: `${found?.given} ${found?.family}`, phone: found?.phone };
}

describe('A report names the learner and the guardians, and how they are reached', () => {
  test('municipality, phone and address are as the directory holds them; what it does not hold is not made up', async () => {
    const { status, body } = await peopleOf(by, await raised(jokinen));
    expect(status).toBe(200);
    expect(body).toEqual({
      learner: {
        ...{ name: 'Oona Jokinen', municipality: 'Espoo', phone: null, email: null },
        contactProtected: false,
      },
      guardians: [
        {
          ...guardian(jokinen, 0),
          email: expect.stringContaining('@example.invalid'),
          contactProtected: false,
        },
      ],
    });
  });

  test('a guardian whom the learner forbids is not there, and neither is a parent who is no guardian', async () => {
    const [forbidden, other] = await Promise.all([raised(kallio), raised(rautio)]);
    await given(by, forbidden, {
      type: 'prohibit-guardian',
      guardianId: kallio?.guardians[1]?.id ?? '',
      scope: 'information',
      grounds: 'Arvioitu.',
    });
    const [first, second] = await Promise.all([peopleOf(by, forbidden), peopleOf(by, other)]);
    expect(first.body.guardians.map((it) => it.name)).toEqual(['Marja Kallio']);
    expect(first.text).not.toContain('Antti');
    expect(second.body.guardians.map((it) => it.name)).toEqual(['Elina Rautio']);
    expect(second.text).not.toContain('Marko');
  });

  test('where an address is protected, it is said so, and nothing tells where anybody lives', async () => {
    const { body, text } = await peopleOf(by, await raised(salmi));
    expect(body.learner).toMatchObject({
      municipality: null,
      phone: null,
      email: null,
      contactProtected: true,
    });
    expect(body.guardians).toEqual([
      { ...guardian(salmi, 0), phone: null, email: null, contactProtected: true },
    ]);
    expect(text).not.toContain('Kirkkonummi');
  });

  test('it is for who is responsible; to others of the case it says no, to strangers that there is none', async () => {
    const id = await raised(jokinen);
    const statuses = async (who: SignedIn) => [
      (await peopleOf(who, id)).status,
      (await codeOf(who, id)).status,
    ];
    expect(await statuses(by)).toEqual([200, 200]);
    expect(await statuses(coordinator)).toEqual([403, 403]);
    expect(await statuses(await signIn('countySupervisor'))).toEqual([403, 403]);
    expect(await statuses(await signIn('nurse'))).toEqual([404, 404]);
  });
});

describe('The personal identity code of the learner', () => {
  test('is shown to who is responsible, and each look is a row of its own in the access log', async () => {
    const id = await raised(kallio);
    expect((await codeOf(by, id)).body).toEqual({ identityCode: CODE });
    expect((await peopleOf(by, id)).text).not.toContain(CODE);
    expect((await codeOf(coordinator, id)).text).not.toContain(CODE);
    const { body } = await by.get<AccessList>(`/api/v1/cases/${id}/access-log?limit=200`);
    const looks = body.items.filter(({ via }) => via.includes('/report/'));
    expect(looks.map(({ via, kind, by: who }) => [via, kind, who.personId])).toEqual([
      ['GET /api/v1/cases/{id}/report/people', 'read', samplePerson('curator').id],
      ['GET /api/v1/cases/{id}/report/identity-code', 'read', samplePerson('curator').id],
    ]);
    expect(looks[1]?.rights).toEqual([
      { relation: 'responsible', source: 'R5, OHL 20 §', sections: ['people', 'report', 'family'] },
    ]);
  });

  test('that nobody has brought is not there', async () => {
    expect((await codeOf(by, await raised(jokinen))).body).toEqual({ identityCode: null });
  });

  test('is given by the store, sealed, for a case of one’s own responsibility alone', async () => {
    const id = await raised(kallio);
    const ask = (...keys: string[]) =>
      seeingAs({ keys, caller: 'test' }, () =>
        door.deps.pool.query<{ sealed: Buffer }>('SELECT * FROM identity_code_for_report($1)', [id]),
      );
    const mine = await ask(`person:${samplePerson('curator').id}`);
    expect(mine.rows.map(({ sealed }) => sealed.includes(CODE))).toEqual([false]);
    for (const keys of [[], [`case:${id}`], [`person:${samplePerson('nurse').id}`], ['school@*', 'county@*']])
      expect((await ask(...keys)).rows).toEqual([]);
    const forbidden = 'permission denied';
    await expect(door.app.query('SELECT * FROM identity_code_for_report($1)', [id])).rejects.toThrow(
      forbidden,
    );
    await expect(door.deps.pool.query('SELECT * FROM person_identity_code')).rejects.toThrow(forbidden);
  });

  test('stands in no log of the service', async () => {
    const log = await bytesOf(`${process.env['RINNALLA_HOME'] ?? ''}/logs/api.log`);
    expect(wordsIn(log, [CODE, 'Koodikunta'])).toEqual([]);
  });
});
