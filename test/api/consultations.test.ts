import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readRules } from '../../activities/log.js';
import { createStoreSlip } from '../../activities/slips/store.js';
import type { ConsultationState } from '../../domain/consultation/consultation.js';
import { CONSULTATION } from '../../domain/consultation/rules.js';
import { wakeSlip } from '../../domain/slips/wake.js';
import { slipRules } from '../../policies/slips.js';
import type {
  AskConsultationInput,
  ConsultationAnswer,
  ConsultationList,
} from '../../api/contracts/consultations.js';
import { BASIC_SCHOOL } from '../../stack/sample-people.js';
import { samplePerson } from '../../stack/sample-data.js';
import { sweepSlips } from '../../api/slips/sweeper.js';
import { dayAfter, problemOf, send, SignedIn, signIn, type Got } from './door.js';
import { inProcess } from './in-process.js';

const PATH = '/api/v1/consultations';
const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Helsinki' }).format();

let teacher: SignedIn;
let curator: SignedIn;
let nurse: SignedIn;
let elsewhere: SignedIn;
let supervisor: SignedIn;

beforeAll(async () => {
  teacher = await signIn('classTeacher');
  curator = await signIn('curator');
  nurse = await signIn('nurse');
  elsewhere = await signIn('subjectTeacher');
  supervisor = await signIn('countySupervisor');
});

function question(change: Partial<AskConsultationInput> = {}): AskConsultationInput {
  return {
    topic: 'absence',
    role: 'curator',
    question: 'Miten otan toistuvat poissaolot puheeksi kotona?',
    answerBy: dayAfter(TODAY, 3),
    ...change,
  };
}

function ask(
  who: SignedIn,
  body: object = question(),
  key: string = randomUUID(),
): Promise<Got<ConsultationAnswer>> {
  return who.post(PATH, { body, headers: { 'idempotency-key': key } });
}

function answer(who: SignedIn, id: string, words: string, key: string = randomUUID()) {
  const sent = { body: { answer: words }, headers: { 'idempotency-key': key } };
  return who.post<ConsultationAnswer>(`${PATH}/${id}/answer`, sent);
}

describe('An anonymous consultation over HTTP', () => {
  test('is asked, found by whoever holds the post, answered once and read by the asker', async () => {
    const asked = await ask(teacher);
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({
      ...{ relation: 'asker', status: 'open', mayAnswer: false, late: false },
      ...{ schoolId: BASIC_SCHOOL.id, question: question().question },
    });
    const { id } = asked.body;
    expect(asked.headers.get('location')).toBe(`${PATH}/${id}`);
    const listed = await curator.get<ConsultationList>(PATH);
    const mine = listed.body.items.find((it) => it.id === id);
    expect(mine).toMatchObject({ relation: 'answerer', mayAnswer: true });
    expect(mine).not.toHaveProperty('question');
    const opened = await curator.get<ConsultationAnswer>(`${PATH}/${id}`);
    expect(opened.body).toMatchObject({
      question: question().question,
      askedBy: samplePerson('classTeacher').name,
    });
    const answered = await answer(curator, id, 'Puhu ensin oppijan kanssa.');
    expect(answered).toMatchObject({ status: 200, body: { status: 'settled', mayAnswer: false } });
    const again = await answer(curator, id, 'Toinen vastaus.');
    expect(again).toMatchObject({ status: 409, body: { code: 'already-settled' } });
    const read = await teacher.get<ConsultationAnswer>(`${PATH}/${id}`);
    expect(read.body).toMatchObject({
      answer: 'Puhu ensin oppijan kanssa.',
      answeredBy: samplePerson('curator').name,
    });
    expect(read.body.keptUntil).toBe(dayAfter(TODAY, 30));
  });

  test('has no field for a learner, a class or a case: one that is sent is refused by name', async () => {
    for (const field of ['learnerId', 'caseId', 'class', 'learner', 'name', 'ref']) {
      const got = await ask(teacher, { ...question(), [field]: randomUUID() });
      expect(got.status).toBe(422);
      expect(problemOf(got).errors).toEqual([{ path: field, code: 'unknown-field' }]);
    }
  });

  test('for everybody else it is the same 404 as for one that does not exist', async () => {
    const { id } = (await ask(teacher)).body;
    const unknown = await elsewhere.get(`${PATH}/${randomUUID()}`);
    for (const got of [
      await elsewhere.get(`${PATH}/${id}`),
      await nurse.get(`${PATH}/${id}`),
      await answer(nurse, id, 'Vastaus'),
      await elsewhere.get(`${PATH}/nonsense`),
    ]) {
      expect({ status: got.status, text: got.text }).toEqual({ status: 404, text: unknown.text });
    }
    expect((await nurse.get<ConsultationList>(PATH)).body.items.map((it) => it.id)).not.toContain(id);
  });

  test('a supervisor sees that it waits, not what it says, and cannot answer', async () => {
    const { id } = (await ask(teacher)).body;
    const { body } = await supervisor.get<ConsultationAnswer>(`${PATH}/${id}`);
    expect(body).toMatchObject({ relation: 'supervisor', mayAnswer: false });
    expect(body).not.toHaveProperty('question');
    expect((await answer(supervisor, id, 'Vastaus')).status).toBe(403);
  });

  test('the same key twice is one question; another body under it is refused', async () => {
    const key = randomUUID();
    const [first, second] = [await ask(teacher, question(), key), await ask(teacher, question(), key)];
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body.id).toBe(first.body.id);
    const other = await ask(teacher, question({ topic: 'home' }), key);
    expect(other).toMatchObject({ status: 422, body: { code: 'key-reused' } });
  });

  test('erased, it is gone for everybody, and a key of then is answered by 410, with another body by 422', async () => {
    const [asking, answering] = [randomUUID(), randomUUID()];
    const { id } = (await ask(teacher, question(), asking)).body;
    expect((await answer(curator, id, 'Puhu ensin oppijan kanssa.', answering)).status).toBe(200);
    await erase(id);
    for (const who of [teacher, curator]) expect((await who.get(`${PATH}/${id}`)).status).toBe(404);
    expect(await ask(teacher, question(), asking)).toMatchObject({ status: 410, body: { code: 'erased' } });
    const other = await ask(teacher, question({ topic: 'home' }), asking);
    expect(other).toMatchObject({ status: 422, body: { code: 'key-reused' } });
    // The key is the asker's: to anybody else it is a new one.
    expect((await answer(curator, id, 'Puhu ensin oppijan kanssa.', answering)).status).toBe(404);
    expect((await ask(await signIn('homeroomTeacher'), question(), asking)).status).toBe(201);
  });

  test('wrong answers are named: no words, a day that is past, a day too far, a post nobody asks', async () => {
    const errors = async (change: object) =>
      problemOf(await ask(teacher, { ...question(), ...change })).errors;
    expect(await errors({ question: '   ' })).toEqual([{ path: 'question', code: 'empty' }]);
    expect(await errors({ answerBy: dayAfter(TODAY, -1) })).toEqual([
      { path: 'answerBy', code: 'answer-day-past' },
    ]);
    expect(await errors({ answerBy: dayAfter(TODAY, 40) })).toEqual([
      { path: 'answerBy', code: 'answer-day-far' },
    ]);
    expect(await errors({ role: 'principal' })).toEqual([{ path: 'role', code: 'not-allowed-value' }]);
    expect(problemOf(await ask(supervisor)).errors).toEqual([{ path: 'schoolId', code: 'missing' }]);
  });

  test('nobody who is not signed in can ask', async () => {
    const got = await send('POST', PATH, {
      body: question(),
      headers: { 'idempotency-key': randomUUID(), 'x-requested-with': 'rinnalla' },
    });
    expect(got.status).toBe(401);
  });

  test('without the store it is 503 and nothing was done', async () => {
    const door = await inProcess({ databaseUrl: 'postgresql://nobody:x@127.0.0.1:1/none' });
    try {
      const got = await send(
        'POST',
        PATH,
        {
          body: question(),
          headers: {
            cookie: teacher.cookie,
            'x-requested-with': 'rinnalla',
            'idempotency-key': randomUUID(),
          },
        },
        door.url,
      );
      expect(got.status).toBe(503);
    } finally {
      await door.stop();
    }
  });

  test('without the engine it is kept, said to be done later, and done', async () => {
    const door = await inProcess({ temporalAddress: '127.0.0.1:1' });
    const up = await inProcess({ listen: false });
    try {
      const got = await ask(new SignedIn(teacher.cookie, door.url));
      expect(got).toMatchObject({ status: 202, body: { status: 'pending' } });
      const { id } = got.body;
      const { pool, temporal, settings } = up.deps;
      await sweepSlips({ pool, temporal, taskQueue: settings.taskQueue, afterMs: 0 });
      await expect(readWhenStored(id)).resolves.toMatchObject({ id, status: 'open' });
    } finally {
      await door.stop();
      await up.stop();
    }
  });
});

/** Lets the words of a settled consultation go, as its run does when they have been kept long enough. */
async function erase(id: string): Promise<void> {
  const { app, stop } = await inProcess({ listen: false });
  try {
    const { rows } = await app.query<{ state: ConsultationState }>('SELECT state FROM slip WHERE id = $1', [
      id,
    ]);
    const state = rows[0]?.state;
    const known = state && (await readRules(app, state.rulesId));
    if (!state || !known || state.eraseAt === null) throw new Error('nothing to erase');
    const events = wakeSlip(state, state.eraseAt, slipRules(known));
    const after = events.reduce<ConsultationState>(CONSULTATION.evolve, state);
    expect(after.status).toBe('erased');
    const store = createStoreSlip({ pool: app, mailsBorn: () => undefined });
    await store({ kind: 'consultation', slipId: id, state: after, events, outcomes: [], nextWake: null });
  } finally {
    await stop();
  }
}

/** Asks until it is there: storing follows the decision. */
async function readWhenStored(id: string): Promise<ConsultationAnswer> {
  for (let turn = 0; ; turn += 1) {
    const got = await teacher.get<ConsultationAnswer>(`${PATH}/${id}`);
    if (got.status === 200 || turn === 100) return got.body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
