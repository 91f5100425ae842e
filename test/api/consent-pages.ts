import type pg from 'pg';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { ConsentLinkAnswer } from '../../api/contracts/consent-links.js';
import { linkKeys } from '../../api/links/link-keys.js';
import { samplePerson } from '../../stack/sample-data.js';
import { testStack } from '../support/test-stack.js';
import { given, learnerOf, opened, signIn, url, type CommandOf, type SignedIn } from './door.js';

/* What the tests of consent pages share: a case to ask about, and somebody who reads the page of a link. */

export const [curator, nurse, teacher] = [
  samplePerson('curator'),
  samplePerson('nurse'),
  samplePerson('homeroomTeacher'),
];
export const child = learnerOf('Vuorinen');
export const [mother, father] = child.guardians.map((it) => it.id) as [string, string];
export const keys = linkKeys(testStack().sessionSecret);

/** A case whose members are asked about; `assessed`: who decides was assessed before. */
export async function grouped(by: SignedIn, assessed = true): Promise<string> {
  const id = await opened(await signIn('schoolCoordinator'), {
    learnerId: child.id,
    topic: 'wellbeing',
    discussedWith: ['learner', 'guardian'],
  });
  await given(by, id, {
    type: 'propose-group',
    members: [
      { personId: nurse.id, role: 'school_nurse', side: 'county' },
      { personId: teacher.id, role: 'homeroom_teacher', side: 'school' },
      {
        role: 'family_social_worker',
        side: 'county',
        external: { organisation: 'family-social-work', name: 'Ulla Ulkopuolinen' },
      },
    ],
  });
  if (assessed)
    await given(by, id, { type: 'note-capacity', capacity: 'with-guardian', grounds: 'Ikä ja kehitys.' });
  return id;
}

export function request(change: Partial<CommandOf<'request-consent'>> = {}): CommandOf<'request-consent'> {
  return {
    ...{ type: 'request-consent', memberIds: ['m1', 'm2'], askedOf: [mother, father] },
    ...{ told: 'message', channel: 'e-mail', ...change },
  };
}

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export async function pageOf(response: Response): Promise<Page> {
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The page of a link, as somebody without an account and without a script has it. */
export class Reader {
  readonly address: string;
  readonly base: string;

  constructor(address: string, base = url()) {
    this.address = address;
    this.base = base;
  }

  async open(method: 'GET' | 'HEAD' = 'GET', query = ''): Promise<Page> {
    return pageOf(await fetch(`${this.base}${this.address}${query}`, { method }));
  }

  async send(fields: Readonly<Record<string, string>>): Promise<Page> {
    const body = new URLSearchParams(fields);
    return pageOf(await fetch(this.base + this.address, { method: 'POST', body }));
  }

  /** Presses a button of a page, with the hidden fields of that page. */
  press(page: Page, step: string, typed: Readonly<Record<string, string>> = {}): Promise<Page> {
    return this.send({ ...hiddenOf(page), ...typed, step });
  }

  /** From the link to the question. */
  async question(): Promise<Page> {
    return this.press(await this.open(), 'open');
  }
}

export function hiddenOf({ text }: Page): Record<string, string> {
  const fields = [...text.matchAll(/type="hidden"\s+name="(\w+)"\s+value="([^"]*)"/g)];
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
}

export async function linksOf(by: SignedIn, id: string): Promise<ConsentLinkAnswer[]> {
  return (await by.get<{ items: ConsentLinkAnswer[] }>(`/api/v1/cases/${id}/consent-links`)).body.items;
}

/** The newest link of a person. */
export async function linkOf(by: SignedIn, id: string, personId: string): Promise<ConsentLinkAnswer> {
  const found = (await linksOf(by, id)).find((it) => it.personId === personId);
  if (found === undefined) throw new Error('no link was made');
  return found;
}

export async function readerOf(by: SignedIn, id: string, personId: string, base?: string): Promise<Reader> {
  return new Reader(`/suostumus/${keys.secretOf((await linkOf(by, id, personId)).id)}`, base);
}

export async function membersOf(by: SignedIn, id: string): Promise<(string | undefined)[]> {
  const { members } = (await by.get<CaseAnswer>(`/api/v1/cases/${id}`)).body;
  return (members ?? []).map((it) => it.consent);
}

/** The members when they are as expected, or as they are after a while: storing may follow the answer. */
export async function settled(
  by: SignedIn,
  id: string,
  expected: readonly string[],
): Promise<(string | undefined)[]> {
  for (let turn = 0; ; turn += 1) {
    const now = await membersOf(by, id);
    if (turn === 60 || JSON.stringify(now) === JSON.stringify(expected)) return now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Everything a request could have changed. */
export async function everythingOf(app: pg.Pool, id: string): Promise<string> {
  const tables = ['consent_link', 'command', 'case_event', 'case_view', 'case_duty', 'mail'];
  const rows = await Promise.all(
    tables.map(async (table) => {
      const stable = table === 'mail' ? `to_jsonb(t) - 'state' - 'sent_at' - 'message_id' - 'attempts'` : 't';
      const { rows: found } = await app.query<{ row: string }>(
        `SELECT (${stable})::text AS row FROM ${table} t WHERE case_id = $1`,
        [id],
      );
      return [table, found.map((it) => it.row).toSorted()];
    }),
  );
  return JSON.stringify(rows);
}

/** Yes about both members from within. */
export const YES = { 'm-m1': 'yes', 'm-m2': 'yes' };
