import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { get, IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import pg from 'pg';
import { readDue, sortOut } from '../../activities/mail/due-mail.js';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import { DAY, HOUR, instant, MINUTE } from '../../domain/time/instant.js';
import { samplePerson } from '../../stack/sample-data.js';
import {
  dayAfter,
  given,
  learnerOf,
  opened,
  problemOf,
  signIn,
  todayOf,
  type CommandOf,
  type SignedIn,
} from './door.js';
import { POSTMAN_SHARDS } from '../../workflows/messages.js';
import { testStack } from '../support/test-stack.js';
import { inProcess, type InProcess } from './in-process.js';

const app = new pg.Pool({ connectionString: testStack().databaseUrl, max: 2 });
afterAll(() => app.end());

/** What a stream says, event by event. */
class Live {
  readonly said: string[] = [];
  private readonly answer: IncomingMessage;

  constructor(answer: IncomingMessage) {
    this.answer = answer;
    answer.setEncoding('utf8');
    answer.on('data', (text: string) =>
      this.said.push(...text.split('\n\n').filter((it) => it.trim() !== '')),
    );
  }

  static async open(by: SignedIn, id: string): Promise<Live> {
    const headers = { cookie: by.cookie, connection: 'close' };
    const request = get(`${by.base}/api/v1/cases/${id}/live`, { headers });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    const type = answer.headers['content-type'] ?? 'none';
    if (answer.statusCode !== 200 || !type.startsWith('text/event-stream'))
      throw new Error(`no stream: ${answer.statusCode}, ${type}`);
    return new Live(answer);
  }

  /** Waits until it has said something that matches. */
  async until(what: RegExp): Promise<void> {
    while (!this.said.some((it) => what.test(it))) await once(this.answer, 'data');
  }

  /** Waits until it has said more than so many things. */
  async more(than: number): Promise<void> {
    while (this.said.length <= than) await once(this.answer, 'data');
  }

  async ended(): Promise<void> {
    if (!this.answer.readableEnded) await once(this.answer, 'end');
  }

  leave(): void {
    this.answer.destroy();
  }
}

async function offer(by: SignedIn, days: number): Promise<CommandOf<'offer-discussion'>> {
  const on = dayAfter(await todayOf(by), days);
  return { type: 'offer-discussion', withId: samplePerson('curator').id, on, minute: 600, told: 'phone' };
}

const nurse = samplePerson('nurse');
const teacher = samplePerson('homeroomTeacher');

describe('The event stream of a case', () => {
  let curator: SignedIn;
  beforeAll(async () => {
    curator = await signIn('curator');
  });

  test('says that the case has changed, and not how', async () => {
    const id = await opened(await signIn('schoolCoordinator'), { description: 'Salaiset sanat.' });
    const live = await Live.open(curator, id);
    await live.until(/^retry: 3000\nevent: version\ndata: \{"version":\d+\}$/);
    const before = live.said.length;
    await given(curator, id, await offer(curator, 2));
    await live.more(before);
    const { version } = (await curator.get<CaseAnswer>(`/api/v1/cases/${id}`)).body;
    expect(live.said.slice(before)).toEqual([`event: version\ndata: {"version":${version}}`]);
    live.leave();
  });

  test('answers a HEAD with what a GET would begin with, and ends', async () => {
    const id = await opened(curator);
    const signal = AbortSignal.timeout(10_000);
    const headers = { cookie: curator.cookie };
    const url = `${curator.base}/api/v1/cases/${id}/live`;
    // More than the streams that anybody may have: none of them stays.
    for (let times = 0; times < 15; times += 1) {
      const answer = await fetch(url, { method: 'HEAD', headers, signal });
      expect([answer.status, await answer.text()]).toEqual([200, '']);
      expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    }
  });

  test('is for as many tabs as anybody has, and no more', async () => {
    const id = await opened(await signIn('schoolCoordinator'));
    const person = await signIn('homeroomTeacher');
    const lives = await Promise.all(Array.from({ length: 12 }, () => Live.open(person, id)));
    const refused = await person.get(`/api/v1/cases/${id}/live`);
    expect({ status: refused.status, code: problemOf(refused).code }).toEqual({
      status: 429,
      code: 'too-many-requests',
    });
    for (const live of lives) live.leave();
  });
});

/** Mails about the case to the nurse that would leave when their time comes. */
async function onTheirWay(id: string): Promise<string[]> {
  const shards = Array.from({ length: POSTMAN_SHARDS }, (_, shard) => shard);
  const due = await Promise.all(shards.map((shard) => readDue(app, shard, Date.now() + 7 * DAY)));
  const own = due.flat().filter((mail) => mail.caseId === id && mail.recipientId === nurse.id);
  return (await sortOut(app, own, Date.now())).alive.map(({ template }) => template);
}

/** What the nurse hears of a case last: on its way, or sent meanwhile, as it is in office hours. */
async function heardLast(id: string): Promise<string | undefined> {
  const alive = await onTheirWay(id);
  const { rows } = await app.query<{ template: string }>(
    'SELECT template FROM mail WHERE case_id = $1 AND recipient_id = $2 AND sent_at IS NOT NULL ORDER BY sent_at',
    [id, nurse.id],
  );
  return [...rows.map(({ template }) => template), ...alive].at(-1);
}

describe('Consent that is withdrawn', () => {
  const learner = learnerOf('Vuorinen');
  let by: SignedIn;
  let member: SignedIn;
  let id: string;

  beforeAll(async () => {
    by = await signIn('curator');
    member = await signIn('nurse');
    id = await opened(await signIn('schoolCoordinator'), {
      learnerId: learner.id,
      topic: 'wellbeing',
      discussedWith: ['learner', 'guardian'],
    });
    const people = [
      { personId: nurse.id, role: 'school_nurse', side: 'county' },
      { personId: teacher.id, role: 'homeroom_teacher', side: 'school' },
    ] as const;
    await given(by, id, { type: 'propose-group', members: [...people] });
    await given(by, id, { type: 'note-capacity', capacity: 'learner-alone', grounds: 'Ikä ja kehitys.' });
    const memberIds = ['m1', 'm2'];
    await given(by, id, { type: 'request-consent', memberIds, askedOf: [learner.id], told: 'in-person' });
    for (const memberId of memberIds) {
      await given(by, id, {
        ...{ type: 'record-consent', memberId, answer: 'given', by: learner.id, byRole: 'learner' },
        way: 'signed',
      });
    }
    await given(by, id, {
      ...{ type: 'call-meeting', kind: 'expert-group', on: dayAfter(await todayOf(by), 1), minute: 600 },
      invitedStaff: [...people],
    });
  });

  test('ends the stream of the former member, every way to the case, and what was on its way to them', async () => {
    const live = await Live.open(member, id);
    await live.until(/version/);
    expect(await heardLast(id)).toBe('meeting');
    const taken = await given(by, id, {
      ...{ type: 'withdraw-consent', memberIds: ['m1'], by: learner.id, byRole: 'learner', way: 'phone' },
    });
    const ways = [
      '',
      '/live',
      '/events',
      '/duties',
      '/disclosures',
      '/messages',
      '/access-log',
      '/consent-links',
    ];
    const answers = await Promise.all(ways.map((way) => member.get(`/api/v1/cases/${id}${way}`)));
    expect(answers.map(({ status }) => status)).toEqual(ways.map(() => 404));
    await live.ended();
    expect(live.said).toEqual([expect.stringContaining('event: version'), 'event: ended\ndata: {}']);
    expect(taken.meetings?.[0]?.staff).toEqual([teacher.id]);
    // Not to come is the last that they hear, and all that is still on its way to them.
    expect((await onTheirWay(id)).filter((template) => template !== 'meeting-cancelled')).toEqual([]);
    expect(await heardLast(id)).toBe('meeting-cancelled');
  });
});

describe('Who watches', () => {
  let server: InProcess;
  let clock = Date.now();
  beforeAll(async () => {
    server = await inProcess({ now: () => instant(clock) });
  });
  afterAll(() => server.stop());

  test('watches no longer than the session lives, which watching does not lengthen', async () => {
    clock = Date.now();
    const person = await signIn('curator', server.url);
    const id = await opened(await signIn('schoolCoordinator'));
    const live = await Live.open(person, id);
    await live.until(/version/);
    for (let quarters = 0; quarters < 7; quarters += 1) clock += 15 * MINUTE;
    expect(server.deps.streams.count()).toBe(1);
    clock += HOUR;
    await live.ended();
    expect(live.said.at(-1)).toBe('event: ended\ndata: {}');
    expect(server.deps.streams.count()).toBe(0);
  });

  test('and leaves before the stream is there holds no place in it', async () => {
    clock = Date.now();
    const { streams } = server.deps;
    const gone = new ServerResponse(new IncomingMessage(new Socket()));
    gone.destroy();
    const watcher = { caseId: 'x', who: 'person:x', version: 1, mayStill: () => Promise.resolve(true) };
    streams.open(gone as Parameters<typeof streams.open>[0], watcher);
    expect(streams.count()).toBe(0);
  });

  test('is told nothing more once the session was ended', async () => {
    clock = Date.now();
    const person = await signIn('curator', server.url);
    const id = await opened(await signIn('schoolCoordinator'));
    const live = await Live.open(person, id);
    await live.until(/version/);
    await person.post('/api/v1/sign-out');
    const again = await signIn('curator');
    await given(again, id, await offer(again, 3));
    await live.ended();
    expect(live.said).toEqual([expect.stringContaining('event: version'), 'event: ended\ndata: {}']);
  });
});
