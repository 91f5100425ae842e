import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { TalkAnswer, TalkList } from '../../api/contracts/talks.js';
import { parseDate } from '../../domain/time/civil-date.js';
import { BASIC_SCHOOL, UPPER_SECONDARY } from '../../stack/sample-people.js';
import { testStack } from '../support/test-stack.js';
import { learner, problemOf, signIn, todayOf, url, type SignedIn } from './door.js';
import { inProcess, type InProcess } from './in-process.js';
import { calendarFile, openSchool, policyFile } from './own-school.js';
import { publish } from './publishing.js';

/* The page as a browser without a script uses it: forms over HTTP. */

const PAGE = '/haluan-jutella';
const TALKS = '/api/v1/talk-requests';
const NAME = "Aada O'Näkkäläjärvi";

interface PageGot {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

function form(change: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    key: randomUUID(),
    name: NAME,
    schoolId: BASIC_SCHOOL.id,
    className: '8B',
    role: 'curator',
    urgent: 'no',
    words: 'Haluaisin jutella. Hakekaa minut tunnilta.',
    website: '',
    ...change,
  };
}

async function got(response: Response): Promise<PageGot> {
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function post(fields: Readonly<Record<string, string>>, path = PAGE, base = url()): Promise<PageGot> {
  return got(await fetch(base + path, { method: 'POST', body: new URLSearchParams(fields) }));
}

let curator: SignedIn;
let wide: InProcess;
beforeAll(async () => {
  curator = await signIn('curator');
  wide = await inProcess();
});
afterAll(() => wide.stop());

/** A school that nobody has written to yet. */
async function emptySchool(): Promise<string> {
  const [school, admin] = [await openSchool(), await signIn('administrator')];
  await publish(admin, 'policies', school.name, policyFile(school.name));
  await publish(admin, 'calendars', school.name, calendarFile(school.name, parseDate(await todayOf(admin))));
  return school.id;
}

/** The requests that somebody sees and that hold these words. */
async function found(who: SignedIn, words: string): Promise<TalkAnswer[]> {
  for (let turn = 0; ; turn += 1) {
    const { items } = (await who.get<TalkList>(TALKS)).body;
    const whole = await Promise.all(items.map((it) => who.get<TalkAnswer>(`${TALKS}/${it.id}`)));
    const mine = whole.map((it) => it.body).filter((it) => it.words?.includes(words));
    // Storing follows the answer.
    if (mine.length > 0 || turn === 40) return mine;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Asks until it is so, or answers what it was last: the engine marks what has passed. */
async function eventually<T>(ask: () => Promise<T>, wanted: T): Promise<T> {
  for (let turn = 0; ; turn += 1) {
    const last = await ask();
    if (last === wanted || turn === 100) return last;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('The page "Haluan jutella"', () => {
  test('is there in three languages, without a script or a cookie, with 112 on top', async () => {
    for (const [path, lang] of [
      [PAGE, 'fi'],
      ['/jag-vill-prata', 'sv'],
      ['/i-want-to-talk', 'en'],
    ]) {
      const page = await got(await fetch(url() + path));
      expect(page.status).toBe(200);
      expect(page.text).toContain(`<html lang="${lang}">`);
      expect(page.text.indexOf('112')).toBeLessThan(page.text.indexOf('<form'));
      expect(page.text).not.toMatch(/<script|style=/);
      expect(page.text).toContain('huone 104|rum 104|room 104'.split('|')[['fi', 'sv', 'en'].indexOf(lang!)]);
      expect(page.headers.get('set-cookie')).toBeNull();
      expect(page.headers.get('cache-control')).toBe('no-store');
    }
  });

  test('takes a request, says by when, and repeats nothing of what was written', async () => {
    const words = randomUUID();
    const page = await post(form({ words }));
    expect(page.status).toBe(200);
    expect(page.text).toContain('Pyyntösi on tullut perille');
    expect(page.text).toMatch(/Saat ajan viimeistään \p{L}+ \d{1,2}\. \p{L}+ \d{4}\./u);
    expect(page.text).not.toMatch(new RegExp(`Aada|8B|${words}`));
    const [request, ...others] = await found(curator, words);
    expect(others).toEqual([]);
    expect(request).toMatchObject({ name: NAME, className: '8B', urgent: false, relation: 'answerer' });
  });

  test('sent twice by an impatient hand is one request; sent again with other words a new one', async () => {
    const [key, words] = [randomUUID(), randomUUID()];
    const answers = await Promise.all([post(form({ key, words })), post(form({ key, words }))]);
    expect(answers.map((it) => it.status)).toEqual([200, 200]);
    expect(await found(curator, words)).toHaveLength(1);
    expect((await post(form({ key, words: `${words} vielä` }))).status).toBe(200);
    expect(await found(curator, `${words} vielä`)).toHaveLength(1);
  });

  test('takes names and words of every script as they are', async () => {
    const words = `أريد أن أتحدث مع شخص ما ${randomUUID()} <script>alert(1)</script> & 'x'`;
    expect((await post(form({ name: 'مريم', words }))).status).toBe(200);
    expect(await found(curator, words)).toMatchObject([{ name: 'مريم', words }]);
  });

  test('what is wrong is named and linked, and nothing that was typed is lost', async () => {
    const words = `<b>Minulla on asiaa</b> "heti" & 'nyt' ${'ä'.repeat(2100)}`;
    const page = await post({ key: randomUUID(), name: `${NAME}"<`, words, schoolId: 'x' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('<title>Virhe: Haluan jutella');
    for (const field of ['schoolId', 'role', 'urgent', 'words'])
      expect(page.text).toContain(`href="#${field}"`);
    expect(page.text).not.toContain('href="#name"');
    expect(page.text).toContain('value="Aada O&#39;Näkkäläjärvi&quot;&lt;"');
    expect(page.text).toContain('&lt;b&gt;Minulla on asiaa&lt;/b&gt; &quot;heti&quot; &amp; &#39;nyt&#39;');
    expect(page.text).not.toContain('<b>Minulla');
    expect(page.text).toContain('112');
  });

  test.each(['\u2060', '\ufeff\u200b', '\u2800', '\u3164', '\u00ad'])(
    'a name in which nothing can be seen (%j) is none',
    async (name) => {
      const page = await post(form({ name, words: 'tallessa' }));
      expect(page.status).toBe(422);
      expect(page.text).toContain('href="#name"');
      expect(page.text).toContain('tallessa</textarea>');
    },
  );

  test('a field that only programs fill in is shown, so that a person can empty it', async () => {
    const page = await post(form({ website: 'http://x.invalid', words: 'tallessa' }));
    expect(page.status).toBe(422);
    expect(page.text).toContain('href="#website"');
    expect(page.text).toContain('tallessa</textarea>');
  });

  test('a body of five megabytes, or one that is no form, is answered with a page that has 112', async () => {
    const large = await post(form({ words: 'ä'.repeat(5_000_000) }));
    const odd = await got(
      await fetch(url() + PAGE, {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      }),
    );
    expect([large.status, odd.status]).toEqual([413, 400]);
    for (const page of [large, odd]) expect(page.text).toMatch(/112[^]*Avaa lomake/);
  });

  test('more than so many an hour from one school get a page that keeps the words and gives a number', async () => {
    const { deps } = wide;
    const narrow = await inProcess({ talkLimit: 1 });
    try {
      const schoolId = UPPER_SECONDARY.id;
      expect((await post(form({ schoolId, role: 'school_nurse' }), PAGE, narrow.url)).status).toBe(200);
      const page = await post(form({ schoolId, role: 'school_nurse', words: 'säilyy' }), PAGE, narrow.url);
      expect(page.status).toBe(429);
      expect(page.headers.get('retry-after')).toBe('600');
      expect(page.text).toMatch(/112[^]*09 000 0202[^]*säilyy<\/textarea>/);
      const { rows } = await deps.pool.query(
        `SELECT count(*)::integer AS n FROM slip_command WHERE kind = 'talk' AND school_id = $1`,
        [schoolId],
      );
      expect(rows).toEqual([{ n: 1 }]);
    } finally {
      await narrow.stop();
    }
  });

  test('what is urgent is taken all the same, and uses up nothing of what the school takes', async () => {
    const schoolId = await emptySchool();
    const narrow = await inProcess({ talkLimit: 1 });
    const to = (urgent: string) => post(form({ schoolId, urgent, role: 'school_nurse' }), PAGE, narrow.url);
    try {
      expect((await to('yes')).status).toBe(200);
      expect((await to('no')).status).toBe(200);
      expect((await to('no')).status).toBe(429);
      expect((await to('yes')).status).toBe(200);
    } finally {
      await narrow.stop();
    }
  });

  test('one address uses a part of what a school takes; others, and other schools, have theirs', async () => {
    const schoolId = await emptySchool();
    const budgets = { talkSchool: { requests: 1, seconds: 600 } };
    const narrow = await inProcess({ trustedProxies: ['loopback'], budgets, talkLimit: 30 });
    const somewhere = () => `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`;
    const postFrom = async (address: string, change: Readonly<Record<string, string>>) => {
      const headers = { 'x-forwarded-for': address };
      const body = new URLSearchParams(form({ schoolId, role: 'school_nurse', ...change }));
      return (await got(await fetch(narrow.url + PAGE, { method: 'POST', headers, body }))).status;
    };
    try {
      const flood = somewhere();
      const key = randomUUID();
      expect(await postFrom(flood, { key })).toBe(200);
      // The same form again is the same request, and costs nothing.
      expect(await postFrom(flood, { key })).toBe(200);
      expect(await postFrom(flood, {})).toBe(429);
      expect(await postFrom(flood, { urgent: 'yes' })).toBe(200);
      expect(await postFrom(flood, { schoolId: BASIC_SCHOOL.id })).toBe(200);
      expect(await postFrom(somewhere(), {})).toBe(200);
    } finally {
      await narrow.stop();
    }
  });

  test('more than so many from one address get the same page, whichever process they reach', async () => {
    const options = { trustedProxies: ['loopback'], budgets: { talk: { requests: 1, seconds: 600 } } };
    const [one, other] = [await inProcess(options), await inProcess(options)];
    const headers = {
      'x-forwarded-for': `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`,
    };
    const postAt = async (base: string, words: string) =>
      got(await fetch(base + PAGE, { method: 'POST', headers, body: new URLSearchParams(form({ words })) }));
    try {
      const words = randomUUID();
      expect((await postAt(one.url, words)).status).toBe(200);
      const refused = await postAt(other.url, `${words} taas`);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(10);
      expect(refused.text).toMatch(new RegExp(`112[^]*${words} taas</textarea>`));
      expect(await found(curator, words)).toHaveLength(1);
    } finally {
      await one.stop();
      await other.stop();
    }
  });

  test('without the store nothing is sent, and everything that was typed is still there', async () => {
    const down = await inProcess({ databaseUrl: 'postgresql://nobody:x@127.0.0.1:1/none' });
    try {
      expect((await got(await fetch(down.url + PAGE))).status).toBe(200);
      const page = await post(form({ words: 'säilyy' }), PAGE, down.url);
      expect(page.status).toBe(503);
      expect(page.text).toMatch(/112[^]*Mitään ei lähetetty[^]*säilyy<\/textarea>/);
    } finally {
      await down.stop();
    }
  });

  test('without the engine it is taken all the same: the clock runs from this moment', async () => {
    const down = await inProcess({ temporalAddress: '127.0.0.1:1' });
    try {
      expect((await post(form(), PAGE, down.url)).text).toContain('Pyyntösi on tullut perille');
    } finally {
      await down.stop();
    }
  });
});

describe("A learner's request", () => {
  async function requested(change: Readonly<Record<string, string>> = {}): Promise<TalkAnswer> {
    const words = randomUUID();
    await post(form({ words, ...change }));
    const [request] = await found(curator, words);
    if (request === undefined) throw new Error('the request did not arrive');
    return request;
  }
  const take = (who: SignedIn, id: string, body: object, key: string = randomUUID()) =>
    who.post<TalkAnswer>(`${TALKS}/${id}/take`, { body, headers: { 'idempotency-key': key } });
  const dismiss = (who: SignedIn, id: string) =>
    who.post<TalkAnswer>(`${TALKS}/${id}/dismiss`, {
      body: { reason: 'duplicate' },
      headers: { 'idempotency-key': randomUUID() },
    });
  const asked = { learnerId: learner(0).id, topic: 'wellbeing', urgent: false };

  test('does not exist for the school, nor for another post', async () => {
    const { id } = await requested();
    for (const who of [
      'schoolCoordinator',
      'schoolSupervisor',
      'homeroomTeacher',
      'principal',
      'nurse',
    ] as const) {
      const person = await signIn(who);
      expect((await person.get(`${TALKS}/${id}`)).status).toBe(404);
      expect((await person.get<TalkList>(TALKS)).body.items.map((it) => it.id)).not.toContain(id);
      expect((await dismiss(person, id)).status).toBe(404);
    }
  });

  test('becomes the own case of the learner on the county side, with its words and its day', async () => {
    const request = await requested({ urgent: 'yes' });
    expect(request.urgent).toBe(true);
    const key = randomUUID();
    const taken = await take(curator, request.id, asked, key);
    expect(taken).toMatchObject({ status: 200, body: { status: 'settled', outcome: 'case' } });
    const ref = taken.body.caseRef!;
    const opened = await curator.get<{ responsible: object; source?: string }>(`/api/v1/cases/${ref}`);
    expect(JSON.stringify(opened.body)).toContain(request.words);
    expect(opened.body.responsible).not.toHaveProperty('school');
    expect(JSON.stringify(opened.body)).toContain(`"requestedOn":"${request.requestedOn}"`);
    expect((await (await signIn('principal')).get(`/api/v1/cases/${ref}`)).status).toBe(404);
    expect((await take(curator, request.id, asked, key)).body.caseRef).toBe(ref);
    const again = await take(curator, request.id, { ...asked, topic: 'home' });
    expect({ status: again.status, code: problemOf(again).code }).toEqual({
      status: 409,
      code: 'already-settled',
    });
  });

  /** The promise of a time in the case that a request has become. */
  async function promiseIn(ref: string | undefined) {
    const { body } = await curator.get<CaseAnswer>(`/api/v1/cases/${ref}`);
    const promise = body.duties?.find(({ kind }) => kind === 'discussion');
    return {
      rule: promise?.rule,
      startedOn: promise?.startedOn,
      dueOn: promise?.dueOn,
      status: promise?.status,
    };
  }

  /** As if the learner had sent it so many days ago. */
  async function sentDaysAgo(id: string, days: number): Promise<string> {
    const owner = new pg.Client({ connectionString: testStack().ownerUrl });
    await owner.connect();
    try {
      const { rows } = await owner.query<{ day: string }>(
        `UPDATE slip SET state = jsonb_set(state, '{startedOn}', to_jsonb(((state ->> 'startedOn')::date - $2::integer)::text))
         WHERE id = $1 RETURNING state ->> 'startedOn' AS day`,
        [id, days],
      );
      return rows[0]?.day ?? '';
    } finally {
      await owner.end();
    }
  }

  test('that is urgent stays urgent, whatever is said when it is taken up: a professional judges in the case', async () => {
    const { id, requestedOn, dueOn } = await requested({ urgent: 'yes' });
    const { body } = await take(curator, id, asked);
    const urgent = { rule: 'T-OHL15-urgent', startedOn: requestedOn, dueOn, status: 'open' };
    expect(await promiseIn(body.caseRef)).toEqual(urgent);
    const calm = { type: 'correct-fact', fact: { name: 'urgent', value: false } };
    const judged = await curator.post(`/api/v1/cases/${body.caseRef}/commands`, {
      body: calm,
      headers: { 'idempotency-key': randomUUID() },
    });
    expect(judged.status).toBe(200);
    expect(await promiseIn(body.caseRef)).toMatchObject({ rule: 'T-OHL15-7', startedOn: requestedOn });
  });

  test('whose urgent limit has passed becomes a case that is late, from its own day', async () => {
    const { id } = await requested({ urgent: 'yes' });
    const day = await sentDaysAgo(id, 10);
    const { body } = await take(curator, id, asked);
    const promise = await promiseIn(body.caseRef);
    expect(promise).toMatchObject({ rule: 'T-OHL15-urgent', startedOn: day });
    expect(promise.dueOn! < new Date().toISOString().slice(0, 10)).toBe(true);
    await expect(eventually(async () => (await promiseIn(body.caseRef)).status, 'late')).resolves.toBe(
      'late',
    );
  });

  test('that is not urgent may be found so by whoever takes it up: on its day from the start', async () => {
    const { id, requestedOn } = await requested();
    const { body } = await take(curator, id, { ...asked, urgent: true });
    expect(await promiseIn(body.caseRef)).toMatchObject({ rule: 'T-OHL15-urgent', startedOn: requestedOn });
  });

  test('that is found urgent on a later day is urgent from that day, and no promise is broken', async () => {
    const { id, requestedOn } = await requested();
    await sentDaysAgo(id, 5);
    const key = randomUUID();
    const urgent = { ...asked, urgent: true };
    const { body } = await take(curator, id, urgent, key);
    const judged = { rule: 'T-OHL15-urgent', startedOn: requestedOn, status: 'open' };
    expect(await promiseIn(body.caseRef)).toMatchObject(judged);
    expect((await take(curator, id, urgent, key)).body.caseRef).toBe(body.caseRef);
  });

  test('taken up by two at the same moment becomes one case', async () => {
    const { id } = await requested();
    const coordinator = await signIn('countyCoordinator');
    const answers = await Promise.all([
      take(curator, id, asked),
      take(coordinator, id, { ...asked, topic: 'home' }),
    ]);
    expect(answers.map((it) => it.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const { rows } = await wide.app.query('SELECT count(*)::integer AS n FROM command WHERE caller = $1', [
      `talk:${id}`,
    ]);
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('that was no request is closed with its reason; of whom nobody knows no case is opened', async () => {
    const { id } = await requested();
    const unknown = await take(curator, id, { ...asked, learnerId: randomUUID() });
    expect(problemOf(unknown).errors).toEqual([{ path: 'learnerId', code: 'unknown-learner' }]);
    expect(await dismiss(curator, id)).toMatchObject({ status: 200, body: { outcome: 'duplicate' } });
  });
});
