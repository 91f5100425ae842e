import { beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { CaseCommandInput } from '../../api/contracts/commands.js';
import { parseDate } from '../../domain/time/civil-date.js';
import { samplePerson } from '../../stack/sample-data.js';
import { testStack } from '../support/test-stack.js';
import { dayAfter, given, opened, refusedWith, signIn, todayOf, type SignedIn } from './door.js';
import { calendarFile, openSchool, policyFile } from './own-school.js';
import { publish } from './publishing.js';

const [psychologist, coordinator] = [samplePerson('psychologist'), samplePerson('schoolCoordinator')];
const WORDS = 'Kerrottiin ryhmässä, ei kuulu kahteen rekisteriin.';

let by: SignedIn;
let today: string;
let id: string;
beforeAll(async () => {
  const admin = await signIn('administrator');
  today = await todayOf(admin);
  const school = await openSchool();
  const inWilma = policyFile(school.name, (file) => {
    for (const version of file.versions)
      version.reportHome = {
        ...{ value: 'wilma', force: 'local', basis: 'local decision (sample)', source: 'SAMPLE' },
        checkedOn: parseDate(today),
      };
  });
  await publish(admin, 'policies', school.name, inWilma);
  await publish(admin, 'calendars', school.name, calendarFile(school.name, parseDate(today)));
  id = await opened(await signIn('schoolCoordinator'), {
    learnerId: school.learnerId,
    responsible: { school: coordinator.id, county: psychologist.id },
  });
  by = await signIn('psychologist');
  const group = [{ personId: psychologist.id, role: 'psychologist', side: 'county' }] as const;
  await given(by, id, { type: 'propose-group', members: [...group] });
  await given(by, id, {
    ...{ type: 'record-consent', memberId: 'm1', answer: 'given', way: 'signed' },
    ...{ by: school.learnerId, byRole: 'learner' },
  });
  await given(by, id, {
    ...{ type: 'call-meeting', kind: 'expert-group', on: today, minute: 600 },
    invitedStaff: [...group],
  });
});

/** Sealed words of the case that say this. */
async function sealed(words: string): Promise<number> {
  const owner = new pg.Client({ connectionString: testStack().ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query('SELECT FROM sealed_text WHERE case_id = $1 AND body = $2', [
      id,
      words,
    ]);
    return rows.length;
  } finally {
    await owner.end();
  }
}

function held(): Extract<CaseCommandInput, { type: 'record-meeting' }> {
  return {
    type: 'record-meeting',
    meetingId: 'k1',
    attended: [psychologist.id],
    responsible: { personId: psychologist.id, side: 'county' },
    end: { kind: 'next', on: dayAfter(today, 28) },
  };
}

describe('Where the report lives in Wilma, Rinnalla holds dates, parts present and a reference, never the text', () => {
  test('the summary of a meeting is refused, and nothing of it is kept', async () => {
    expect(await refusedWith(by, id, { ...held(), summary: WORDS })).toEqual({
      ...{ status: 409, code: 'report-lives-in-wilma', source: 'OHL 20 §' },
    });
    expect(await sealed(WORDS)).toBe(0);
    const recorded = await given(by, id, held());
    expect(recorded.report).toEqual({
      home: 'wilma',
      entries: [],
      missing: ['assessments', 'support', 'handling'],
    });
  });

  test('the text of an entry is refused, and nothing of it is kept', async () => {
    expect(await refusedWith(by, id, { type: 'write-entry', part: 'support', text: WORDS })).toEqual({
      ...{ status: 409, code: 'report-lives-in-wilma', source: 'OHL 20 §' },
    });
    expect(await sealed(WORDS)).toBe(0);
    const { body } = await by.get<CaseAnswer>(`/api/v1/cases/${id}`);
    expect(body.report?.entries).toEqual([]);
  });

  test('an entry is its day, its part and where it is found', async () => {
    const written = await given(by, id, { type: 'write-entry', part: 'support', reference: 'W-2027-114' });
    expect(written.report?.entries).toMatchObject([
      { id: 'e1', part: 'support', on: today, reference: 'W-2027-114' },
    ]);
    expect(written.report?.entries[0]).not.toHaveProperty('text');
    expect(written.report?.missing).toEqual(['assessments', 'handling']);
    expect(await refusedWith(by, id, { type: 'correct-entry', entryId: 'e1', text: WORDS })).toMatchObject({
      status: 409,
      code: 'unknown-entry',
    });
    expect(await sealed(WORDS)).toBe(0);
  });
});
