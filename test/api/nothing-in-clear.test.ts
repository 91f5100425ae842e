import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sendCommand } from '../../api/commands/send-command.js';
import type { AnyCommand } from '../../domain/commands.js';
import { asId, type CommandId } from '../../domain/ids.js';
import { BASIC_SCHOOL, samplePeople, sampleLearners } from '../../stack/sample-people.js';
import { samplePerson } from '../../stack/sample-data.js';
import { bytesOf, wordsIn } from '../support/byte-scan.js';
import { TELLING_CODES } from '../support/telling-codes.js';
import { dayAfter, given, learner, opened, send, signIn, todayOf, url } from './door.js';
import { inProcess, type InProcess } from './in-process.js';

/* What people write, each with a mark of its own. The identity code is of the range that nobody has. */
const IDENTITY_CODE = '131052-9308';
const WORDS = {
  concern: `Huolestuttavia poissaoloja, Näkkäläjärvi ${IDENTITY_CODE}`,
  purpose: 'Koulunkäynnin yhteinen tukeminen',
  place: 'Pohjakerroksen nurkkahuone',
  summary: 'Sovittiin aamuherätyksistä kotiväen kanssa',
  action: 'Kevennetty lukujärjestys maanantaille',
  report: 'Epäilys kaltoinkohtelusta kotona',
  addressee: 'Sosiaalipäivystyksen yövuoro',
  question: 'Kuinka puhun äidin juomisesta oppilaalle?',
  answer: 'Kerro avoimesti mistä olet huolissasi',
  talker: 'Tuuli-Inkeri Kuvitteellinen',
  talk: 'Mua pelottaa mennä kotiin tänään',
};

const home = process.env['RINNALLA_HOME'] ?? '';
let inside: InProcess;
let caseId: string;

/** Names, addresses and everything anybody has written. Short names would be found by chance: they go in quotes. */
function personal(): string[] {
  const people = [...samplePeople, ...sampleLearners, ...sampleLearners.flatMap((it) => it.guardians)];
  const names = people.flatMap(({ given: first, family }) => [`${first} ${family}`, first, family]);
  const long = (name: string) => (Buffer.byteLength(name) >= 6 ? name : `"${name}"`);
  return [...names.map(long), '@example.invalid', IDENTITY_CODE, ...Object.values(WORDS)];
}

async function journey(): Promise<string> {
  const [curator, teacher] = [samplePerson('curator'), samplePerson('classTeacher')];
  const by = await signIn('curator');
  const [today, who] = [await todayOf(by), learner(1)];
  const members = [
    { personId: curator.id, role: 'curator' as const, side: 'county' as const },
    { personId: teacher.id, role: 'class_teacher' as const, side: 'school' as const },
  ];
  const id = await opened(await signIn('classTeacher'), {
    ...{ learnerId: who.id, urgent: true, topic: 'wellbeing', description: WORDS.concern },
    discussedWith: ['learner', 'guardian'],
    responsible: { county: curator.id, school: teacher.id },
  });
  await given(by, id, {
    type: 'offer-discussion',
    withId: curator.id,
    on: today,
    minute: 600,
    told: 'phone',
  });
  await given(by, id, { type: 'record-discussion', outcome: 'held' });
  await given(by, id, { type: 'propose-group', members, purpose: WORDS.purpose });
  await given(by, id, { type: 'request-consent', memberIds: ['m1', 'm2'], askedOf: [who.id], told: 'phone' });
  for (const memberId of ['m1', 'm2']) {
    const answer = { answer: 'given', by: who.id, byRole: 'learner', way: 'signed' } as const;
    await given(by, id, { type: 'record-consent', memberId, ...answer });
  }
  const at = { on: today, minute: 840, place: WORDS.place };
  await given(by, id, { type: 'call-meeting', kind: 'expert-group', ...at, invitedStaff: members });
  await given(by, id, {
    ...{ type: 'record-meeting', meetingId: 'k1', attended: [curator.id, teacher.id, who.id] },
    responsible: { personId: curator.id, side: 'county' },
    summary: WORDS.summary,
    actions: [{ ownerId: teacher.id, side: 'school', what: WORDS.action, dueOn: dayAfter(today, 14) }],
    end: { kind: 'close', reason: 'goals-met', told: ['learner', 'guardian'] },
  });
  await refusedInside(id);
  const outward = {
    addressee: WORDS.addressee,
    channel: 'phone',
    reason: WORDS.report,
    told: 'both',
  } as const;
  await given(await signIn('classTeacher'), id, { type: 'report-child-welfare', ...outward });
  return id;
}

async function slips(): Promise<void> {
  const key = () => ({ 'idempotency-key': randomUUID() });
  const [teacher, curator] = [await signIn('classTeacher'), await signIn('curator')];
  const answerBy = dayAfter(await todayOf(teacher), 3);
  const body = { topic: 'absence', role: 'curator', question: WORDS.question, answerBy };
  const asked = await teacher.post<{ id: string }>('/api/v1/consultations', { body, headers: key() });
  const path = `/api/v1/consultations/${asked.body.id}/answer`;
  expect((await curator.post(path, { body: { answer: WORDS.answer }, headers: key() })).status).toBe(200);
  const form = {
    ...{ key: randomUUID(), name: WORDS.talker, schoolId: BASIC_SCHOOL.id, className: '8B', role: 'curator' },
    ...{ urgent: 'no', words: WORDS.talk, website: '' },
  };
  const sent = await fetch(`${url()}/haluan-jutella`, { method: 'POST', body: new URLSearchParams(form) });
  expect(sent.status).toBe(200);
}

/** A command that the engine refuses by itself: the run of a closed case begins with it, so that it stands in a history. */
async function refusedInside(id: string): Promise<void> {
  const { temporal, settings } = inside.deps;
  const { rows } = await inside.app.query<{ body: AnyCommand }>(
    `SELECT body FROM command WHERE case_id = $1 AND body ->> 'type' = 'record-discussion'`,
    [id],
  );
  const [row] = rows;
  if (!row) throw new Error('the journey has no such command');
  const command = { ...row.body, id: asId<CommandId>(randomUUID()) };
  const engine = { temporal, taskQueue: settings.taskQueue };
  const sentThere = await sendCommand(engine, command, { running: false, deadlineMs: 20_000 });
  expect(sentThere.kind).toBe('refused');
}

beforeAll(async () => {
  inside = await inProcess({ listen: false });
  caseId = await journey();
  await slips();
  // A line of a log that ought to hold nothing of this address either.
  await send('GET', `/api/v1/cases?q=${encodeURIComponent(WORDS.talker)}`);
}, 60_000);
afterAll(() => inside.stop());

async function engineStore(): Promise<Buffer> {
  return Buffer.concat(
    await Promise.all(['', '-wal'].map((end) => bytesOf(join(home, `temporal.db${end}`)))),
  );
}

test("the engine's store holds no name, no address, no word, and no stage, command, event or refusal in clear", async () => {
  const store = await engineStore();
  // The net catches: ids of workflows lie there as they are.
  expect(wordsIn(store, [`case/${caseId}`])).toEqual([`case/${caseId}`]);
  expect(TELLING_CODES.length).toBeGreaterThan(200);
  expect(wordsIn(store, personal())).toEqual([]);
  expect(wordsIn(store, TELLING_CODES)).toEqual([]);
});

test('no log file holds a name, an address, an identity code or a word', async () => {
  const files = await readdir(join(home, 'logs'));
  expect(files).toEqual(expect.arrayContaining(['api.log', 'worker.log', 'postgres.log', 'temporal.log']));
  for (const file of files) {
    const log = await bytesOf(join(home, 'logs', file));
    expect({ file, found: wordsIn(log, personal()) }).toEqual({ file, found: [] });
    expect(log.toString('latin1')).not.toMatch(/[\w.+-]+@[\w-]+\.[a-z]{2,}/);
    expect(log.toString('latin1')).not.toMatch(/\b\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]\b/);
  }
});

const CASE_ROWS = ['command', 'case_event', 'case_view', 'case_duty', 'mail', 'sealed_text'] as const;
const SLIP_ROWS = ['slip', 'slip_command', 'slip_text'] as const;

test('of what people wrote the tables hold ciphertext alone, under one key of the case', async () => {
  const { app: pool } = inside;
  const texts = await pool.query<{ texts: number; keys: number }>(
    `SELECT count(*)::integer AS texts, count(DISTINCT key_id)::integer AS keys FROM sealed_text WHERE case_id = $1`,
    [caseId],
  );
  expect(texts.rows).toEqual([{ texts: 6, keys: 1 }]);
  const dumps = await Promise.all([
    ...CASE_ROWS.map((table) =>
      pool.query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM ${table} t WHERE case_id = $1`, [
        caseId,
      ]),
    ),
    ...SLIP_ROWS.map((table) =>
      pool.query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM ${table} t`),
    ),
  ]);
  const bytes = Buffer.from(dumps.flatMap(({ rows }) => rows.map(({ row }) => row)).join('\n'));
  // An act's addressee is an authority by name: the core keeps it in the log as it is, and a person finds it there.
  expect(wordsIn(bytes, Object.values(WORDS))).toEqual([WORDS.addressee]);
});
