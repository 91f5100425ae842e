import { randomUUID } from 'node:crypto';
import { sampleLearners, samplePeople, samplePerson } from '../../stack/sample-data.js';
import { BASIC_SCHOOL, SAMPLE_SCHOOLS } from '../../stack/sample-people.js';
import type { CommandAnswerBody } from '../../api/contracts/answers.js';
import type { CaseCommandInput } from '../../api/contracts/commands.js';
import type { AskConsultationInput } from '../../api/contracts/consultations.js';
import { concern, learner, learnerOf, signIn, type SignedIn } from '../api/door.js';

/** Ids that there are, for requests to name: some theirs who ask, most of them not. */
export interface Material {
  readonly cases: readonly string[];
  readonly learners: readonly string[];
  readonly schools: readonly string[];
  readonly people: readonly string[];
  readonly versions: readonly string[];
  readonly talks: readonly string[];
  readonly consultations: readonly string[];
  readonly bulks: readonly string[];
  /** Idempotency keys that were used before. */
  readonly keys: readonly string[];
  /** Names of policies and calendars. */
  readonly names: readonly string[];
  /** Ids of things inside cases. */
  readonly parts: readonly string[];
  readonly everything: readonly string[];
}

interface Items {
  readonly items?: readonly { readonly id?: string; readonly name?: string }[];
}

const COUNTED = ['m', 'd', 'o', 'k', 'p', 'a', 'x', 't', 'c', 'r', 's', 'n', 'e', 'f', 'g'];
const PARTS = COUNTED.flatMap((letter) => [`${letter}1`, `${letter}2`]);

/** A command that may be refused: the more states cases are in, the better. */
async function attempt(by: SignedIn, id: string, command: CaseCommandInput): Promise<void> {
  await by.command(id, command);
}

async function openCases(base: string): Promise<{ ids: string[]; keys: string[] }> {
  const coordinator = await signIn('schoolCoordinator', base);
  const curator = await signIn('curator', base);
  const keys = Array.from({ length: 6 }, () => randomUUID());
  const raised: CommandAnswerBody[] = [];
  for (const key of keys.slice(0, 5)) raised.push((await coordinator.raise(concern(), key)).body);
  const child = learnerOf('Vuorinen');
  raised.push((await coordinator.raise(concern({ learnerId: child.id, topic: 'wellbeing' }), keys[5])).body);
  // One that is secret from the school.
  const secret = { source: 'learner', responsible: {}, learnerId: learner(4).id } as const;
  raised.push((await curator.raise(concern(secret))).body);
  const [nurse, teacher] = [samplePerson('nurse').id, samplePerson('homeroomTeacher').id];
  const today = raised[0]?.case?.today ?? '';
  for (const { id } of raised.slice(0, 6)) {
    const offer = { withId: samplePerson('curator').id, on: today, minute: 1_430 } as const;
    await attempt(curator, id, { type: 'offer-discussion', ...offer, told: 'phone' });
  }
  for (const { id } of raised.slice(3, 6)) {
    const members = [
      { personId: nurse, role: 'school_nurse', side: 'county' } as const,
      { personId: teacher, role: 'homeroom_teacher', side: 'school' } as const,
    ];
    await attempt(curator, id, { type: 'propose-group', members });
    await attempt(curator, id, { type: 'note-capacity', capacity: 'with-guardian', grounds: 'Ikä.' });
  }
  const asked = { memberIds: ['m1', 'm2'], askedOf: child.guardians.map((it) => it.id) };
  const last = raised[5]?.id ?? '';
  await attempt(curator, last, { type: 'request-consent', ...asked, told: 'message', channel: 'e-mail' });
  return { ids: raised.flatMap(({ id, ref }) => [id, ref]).filter((it) => it !== undefined), keys };
}

async function idsOf(by: SignedIn, path: string): Promise<string[]> {
  const { body } = await by.get<Items>(path);
  return (body.items ?? []).flatMap((it) => it.id ?? it.name ?? []);
}

async function askAndTalk(base: string): Promise<{ talks: string[]; consultations: string[] }> {
  const [curator, teacher] = [await signIn('curator', base), await signIn('classTeacher', base)];
  const words = { name: 'Aada', words: 'Haluaisin jutella.', className: '8B', website: '' };
  const fields = { ...words, key: randomUUID(), schoolId: BASIC_SCHOOL.id, role: 'curator', urgent: 'no' };
  await fetch(`${base}/haluan-jutella`, { method: 'POST', body: new URLSearchParams(fields) });
  const answerBy = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  const asked = { schoolId: BASIC_SCHOOL.id, role: 'curator', topic: 'absence', answerBy } as const;
  const body: AskConsultationInput = { ...asked, question: 'Miten toimin?' };
  await teacher.post('/api/v1/consultations', { body, headers: { 'idempotency-key': randomUUID() } });
  return {
    talks: await idsOf(curator, '/api/v1/talk-requests'),
    consultations: await idsOf(curator, '/api/v1/consultations'),
  };
}

/** Opens a few cases and asks what else there is. */
export async function prepareMaterial(base: string): Promise<Material> {
  const administrator = await signIn('administrator', base);
  const { ids: cases, keys } = await openCases(base);
  const { talks, consultations } = await askAndTalk(base);
  const names = [
    ...(await idsOf(administrator, '/api/v1/policies')),
    ...(await idsOf(administrator, '/api/v1/calendars')),
  ];
  const versions: string[] = [];
  for (const name of names) {
    versions.push(...(await idsOf(administrator, `/api/v1/policies/${name}/versions`)));
    versions.push(...(await idsOf(administrator, `/api/v1/calendars/${name}/versions`)));
  }
  const learners = sampleLearners.map((it) => it.id);
  const guardians = sampleLearners.flatMap((it) => it.guardians.map((guardian) => guardian.id));
  const people = [...samplePeople.map((it) => it.id), ...guardians.slice(0, 6), ...learners.slice(0, 3)];
  const schools = SAMPLE_SCHOOLS.map((it) => it.id);
  const bulks = await idsOf(administrator, '/api/v1/bulk');
  return {
    ...{ cases, learners, schools, people, versions, talks, consultations, bulks, keys, names },
    parts: PARTS,
    everything: [
      ...cases,
      ...learners,
      ...schools,
      ...people,
      ...versions,
      ...talks,
      ...consultations,
      ...keys,
    ],
  };
}
