import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { beginSession } from '../../../api/auth/sessions.js';
import type { Standing } from '../../../domain/permissions.js';
import type { StaffRole } from '../../../domain/people.js';
import type { RELATIONS } from '../../../domain/sight.js';
import { instant } from '../../../domain/time/instant.js';
import {
  BASIC_SCHOOL,
  SAMPLE_COUNTY,
  SAMPLE_PROVIDER,
  SAMPLE_SCHOOLS,
} from '../../../stack/sample-people.js';
import { samplePerson } from '../../../stack/sample-data.js';
import { testStack } from '../../support/test-stack.js';
import { given, learnerOf, opened, SignedIn, signIn, todayOf, dayAfter, url } from '../door.js';

type CaseRelation = (typeof RELATIONS)[number];

/** Somebody in front of the door, and what they are to the case by the law of this test. */
export interface Person {
  readonly name: string;
  /** Null: without any session. */
  readonly who: SignedIn | null;
  /** False: whatever they send along, the door knows nobody. */
  readonly known: boolean;
  readonly relations: readonly CaseRelation[];
  readonly standings: readonly Standing[];
  readonly role: StaffRole | null;
  /** Works at the school of the case, or everywhere at an employer that works there. */
  readonly here: boolean;
  readonly side: 'school' | 'county' | null;
}

/** The case all of them stand before. */
export interface Scene {
  readonly caseId: string;
  readonly actId: string;
  readonly learnerId: string;
  readonly guardianId: string;
  readonly people: readonly Person[];
}

export const CASE_LEARNER = learnerOf('Yusuf');
const HELSINKI = SAMPLE_SCHOOLS[2];

interface Post {
  readonly role: StaffRole;
  readonly side: 'school' | 'county';
  readonly controllerId: string;
  readonly unitId: string | null;
  readonly until?: string;
}

async function session(owner: pg.Pool, personId: string): Promise<SignedIn> {
  const secret = await beginSession(owner, personId, { acr: null, amr: [] }, instant(Date.now()));
  return new SignedIn(`rinnalla_session=${secret}`, url());
}

/** Somebody whom no other test knows. */
async function hire(owner: pg.Pool, post: Post): Promise<{ readonly id: string; readonly who: SignedIn }> {
  const id = randomUUID();
  await owner.query(
    `INSERT INTO person (id, kind, given_name, family_name, email) VALUES ($1, 'staff', 'Vieno', 'Aalto', $2)`,
    [id, `vieno.aalto.${id.slice(0, 8)}@example.invalid`],
  );
  await owner.query(
    `INSERT INTO staff_role (person_id, role, side, controller_id, unit_id, valid_from, valid_to)
     VALUES ($1, $2, $3, $4, $5, '2024-08-01', $6)`,
    [id, post.role, post.side, post.controllerId, post.unitId, post.until ?? null],
  );
  return { id, who: await session(owner, id) };
}

const at = {
  here: (role: StaffRole, side: 'school' | 'county'): Post => ({
    ...{ role, side, unitId: BASIC_SCHOOL.id },
    controllerId: side === 'school' ? SAMPLE_PROVIDER.id : SAMPLE_COUNTY.id,
  }),
  elsewhere: (role: StaffRole, side: 'school' | 'county', unitId: string | null): Post => ({
    ...{ role, side, unitId },
    controllerId: side === 'school' ? HELSINKI.provider.id : SAMPLE_COUNTY.id,
  }),
};

type Sample = Parameters<typeof samplePerson>[0];

async function sample(name: string, key: Sample, more: Partial<Person> = {}): Promise<Person> {
  const { role, side, unitId } = samplePerson(key);
  const here = unitId === null || unitId === BASIC_SCHOOL.id;
  const own = { name, who: await signIn(key), known: true, relations: [], standings: [] };
  // Names of roles in the sample are those of the core.
  return { ...own, role: role as StaffRole, here, side, ...more };
}

function hired(name: string, who: SignedIn, post: Post, more: Partial<Person> = {}): Person {
  const here = post.unitId === BASIC_SCHOOL.id;
  return {
    name,
    who,
    known: true,
    relations: [],
    standings: [],
    role: post.role,
    here,
    side: post.side,
    ...more,
  };
}

function stranger(name: string, who: SignedIn | null): Person {
  return { name, who, known: false, relations: [], standings: [], role: null, here: false, side: null };
}

interface Cast {
  readonly owner: { readonly id: string; readonly who: SignedIn };
  readonly receiver: { readonly id: string; readonly who: SignedIn };
}

/** A case on its way: members of every kind, an action somebody owes, a report, a hand-over that is offered. */
async function play(cast: Cast): Promise<{ caseId: string; actId: string }> {
  const curator = await signIn('curator');
  const [nurse, special, psychologist] = (['nurse', 'specialTeacher', 'psychologist'] as const).map(
    (key) => samplePerson(key).id,
  );
  const guardian = CASE_LEARNER.guardians[0]?.id ?? '';
  const today = await todayOf(curator);
  const caseId = await opened(await signIn('classTeacher'), { learnerId: CASE_LEARNER.id });
  const give = (command: Parameters<typeof given>[2]) => given(curator, caseId, command);
  const consent = { answer: 'given', by: guardian, byRole: 'guardian', way: 'signed' } as const;
  await give({
    type: 'propose-group',
    members: [
      { personId: nurse ?? '', role: 'school_nurse', side: 'county' },
      { personId: special ?? '', role: 'special_needs_teacher', side: 'school' },
      { personId: psychologist ?? '', role: 'psychologist', side: 'county' },
      { personId: samplePerson('curator').id, role: 'curator', side: 'county' },
    ],
  });
  await give({
    type: 'request-consent',
    memberIds: ['m1', 'm2', 'm3', 'm4'],
    askedOf: [guardian],
    told: 'phone',
  });
  await give({ type: 'record-consent', memberId: 'm1', ...consent });
  await give({ type: 'record-consent', memberId: 'm2', ...consent });
  await give({ type: 'record-consent', memberId: 'm4', ...consent });
  await give({ type: 'withdraw-consent', memberIds: ['m2'], by: guardian, byRole: 'guardian', way: 'phone' });
  await give({
    type: 'call-meeting',
    kind: 'expert-group',
    on: today,
    minute: 840,
    invitedStaff: [{ personId: nurse ?? '', role: 'school_nurse', side: 'county' }],
  });
  await give({
    type: 'record-meeting',
    meetingId: 'k1',
    attended: [samplePerson('curator').id, nurse ?? ''],
    responsible: { personId: samplePerson('curator').id, side: 'county' },
    actions: [{ ownerId: cast.owner.id, side: 'school', what: 'Soita kotiin.', dueOn: dayAfter(today, 10) }],
    end: { kind: 'next', on: dayAfter(today, 21) },
  });
  const reported = await give({
    type: 'report-child-welfare',
    addressee: 'Lastensuojelu',
    channel: 'phone',
    reason: 'Huoli.',
    told: 'both',
  });
  await give({ type: 'offer-handover', side: 'county', toId: cast.receiver.id });
  return { caseId, actId: reported.acts?.[0]?.id ?? '' };
}

/** The case, and everybody who may come to the door. */
export async function setScene(): Promise<Scene> {
  const owner = new pg.Pool({ connectionString: testStack().ownerUrl, max: 2 });
  try {
    const posts = {
      owner: at.here('subject_teacher', 'school'),
      receiver: at.here('curator', 'county'),
      colleague: at.here('subject_teacher', 'school'),
      left: { ...at.here('curator', 'county'), until: '2025-01-31' },
      otherTeacher: at.elsewhere('class_teacher', 'school', HELSINKI.id),
      otherCurator: at.elsewhere('curator', 'county', HELSINKI.id),
      otherSupervisor: at.elsewhere('supervisor', 'school', null),
    };
    const entries = Object.entries(posts).map(async ([key, post]) => [key, await hire(owner, post)] as const);
    // Each key of `posts` is there, because each of them was just hired.
    const cast = Object.fromEntries(await Promise.all(entries)) as Record<
      keyof typeof posts,
      { readonly id: string; readonly who: SignedIn }
    >;
    const { caseId, actId } = await play(cast);
    const [first, second] = CASE_LEARNER.guardians;
    const adult = learnerOf('Savolainen').id;
    const people: Person[] = [
      stranger('nobody', null),
      stranger('a guardian', await session(owner, first?.id ?? '')),
      stranger('another guardian', await session(owner, second?.id ?? '')),
      stranger('the learner', await session(owner, CASE_LEARNER.id)),
      stranger('a learner of age', await session(owner, adult)),
      stranger('a colleague who has left', cast.left.who),
      await sample('responsible, county', 'curator', {
        relations: ['responsible', 'owner', 'member'],
        standings: ['responsible', 'owner', 'member', 'professional'],
      }),
      await sample('responsible, school', 'homeroomTeacher', {
        relations: ['responsible', 'owner'],
        standings: ['responsible', 'owner'],
      }),
      await sample('member by consent', 'nurse', {
        relations: ['member'],
        standings: ['member', 'professional'],
      }),
      await sample('former member', 'specialTeacher'),
      await sample('invited, not consented to', 'psychologist'),
      hired('asked to take over', cast.receiver.who, posts.receiver, {
        // The answer to the offer is a duty, and theirs.
        relations: ['receiver', 'owner'],
        standings: ['receiver', 'owner'],
      }),
      hired('owner of an action', cast.owner.who, posts.owner, {
        relations: ['owner'],
        standings: ['owner'],
      }),
      await sample('who raised it', 'classTeacher', { relations: ['raiser'] }),
      hired('colleague at the school', cast.colleague.who, posts.colleague),
      await sample('principal', 'principal'),
      await sample('teacher of another school', 'subjectTeacher'),
      await sample('curator of another school', 'secondCurator'),
      hired('teacher of another provider', cast.otherTeacher.who, posts.otherTeacher),
      hired("curator at another provider's school", cast.otherCurator.who, posts.otherCurator),
      hired('supervisor of another provider', cast.otherSupervisor.who, posts.otherSupervisor),
      await sample('supervisor, school', 'schoolSupervisor', {
        relations: ['post'],
        standings: ['supervisor'],
      }),
      await sample('supervisor, county', 'countySupervisor', {
        relations: ['post'],
        standings: ['supervisor'],
      }),
      await sample('coordinator, school', 'schoolCoordinator', {
        relations: ['post'],
        standings: ['coordinator'],
      }),
      await sample('coordinator, county', 'countyCoordinator', {
        relations: ['post'],
        standings: ['coordinator'],
      }),
      await sample('administrator', 'administrator'),
    ];
    return { caseId, actId, learnerId: CASE_LEARNER.id, guardianId: first?.id ?? '', people };
  } finally {
    await owner.end();
  }
}
