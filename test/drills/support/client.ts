import { randomUUID } from 'node:crypto';
import type { CommandAnswerBody, CommandStatus } from '../../../api/contracts/answers.js';
import type { CaseCommandInput, RaiseConcernInput } from '../../../api/contracts/commands.js';
import type { DiscussionOutcome } from '../../../domain/commands.js';
import { sampleLearners, samplePerson } from '../../../stack/sample-people.js';
import { signInAt } from '../../support/sign-in.js';
import { until, type House } from './house.js';

type Who = Parameters<typeof samplePerson>[0];

/** An HTTP answer; status 0: none came. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A client that never gives a command up: the same key goes again until it is known what became of it. */
export class PatientClient {
  private readonly house: House;
  private readonly cookie: string;
  /** Keys of every command sent, in order. */
  readonly keys: string[] = [];
  /** How often a command was sent again. */
  repeats = 0;

  private constructor(house: House, cookie: string) {
    this.house = house;
    this.cookie = cookie;
  }

  static async signIn(house: House, who: Who): Promise<PatientClient> {
    return new PatientClient(house, await signInAt(house.url, samplePerson(who).id));
  }

  /** Sends once; an answer that does not come has status 0. */
  async send(method: string, path: string, body?: unknown, key?: string): Promise<Answer> {
    const headers: Record<string, string> = { cookie: this.cookie, 'x-requested-with': 'rinnalla' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (key) headers['idempotency-key'] = key;
    try {
      const signal = AbortSignal.timeout(10_000);
      const init = { method, headers, signal, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const got = await fetch(this.house.url + path, init);
      return { status: got.status, headers: got.headers, body: await got.json().catch(() => undefined) };
    } catch {
      return { status: 0, headers: new Headers(), body: undefined };
    }
  }

  /** Gives one command and waits until it is done. Throws when it is refused. */
  async give(path: string, body: unknown, key: string = randomUUID()): Promise<CommandAnswerBody> {
    this.keys.push(key);
    let sent = 0;
    return until(`the answer to ${path}`, async () => {
      const got = await this.send('POST', path, body, key);
      sent += 1;
      if (sent > 1) this.repeats += 1;
      if (got.status === 200 || got.status === 201) return got.body as CommandAnswerBody;
      if (got.status === 202) return this.outcomeOf(key);
      if (got.status === 0 || got.status >= 500 || got.status === 429) return null;
      throw new Error(`${got.status} ${JSON.stringify(got.body)}`);
    });
  }

  raise(changes: Partial<RaiseConcernInput> = {}, key?: string): Promise<CommandAnswerBody> {
    return this.give('/api/v1/cases', concern(changes), key);
  }

  command(id: string, body: CaseCommandInput, key?: string): Promise<CommandAnswerBody> {
    return this.give(`/api/v1/cases/${id}/commands`, body, key);
  }

  /** What became of a command that was taken, once it is decided. */
  outcomeOf(key: string): Promise<CommandAnswerBody> {
    return until(`the outcome of ${key}`, async () => {
      const got = await this.send('GET', `/api/v1/commands/${key}`);
      const status = got.status === 200 ? (got.body as CommandStatus) : null;
      if (status?.status === 'refused') throw new Error(`refused: ${JSON.stringify(status.problem)}`);
      return status?.status === 'done' ? status.answer : null;
    });
  }
}

/** A concern about a learner of the sample school: its teacher and its curator take it. */
export function concern(changes: Partial<RaiseConcernInput> = {}): RaiseConcernInput {
  const learner = sampleLearners[0];
  if (!learner) throw new Error('there is no sample learner');
  return {
    ...{ learnerId: learner.id, source: 'staff', topic: 'absence', discussedWith: ['learner'] },
    responsible: { school: samplePerson('homeroomTeacher').id, county: samplePerson('curator').id },
    ...changes,
  };
}

/** Today where the sample schools are. */
export function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(Date.now());
}

export function offerDiscussion(): CaseCommandInput {
  return {
    type: 'offer-discussion',
    withId: samplePerson('curator').id,
    on: today(),
    minute: 600,
    told: 'phone',
  };
}

export function recordDiscussion(outcome: DiscussionOutcome = 'held'): CaseCommandInput {
  return { type: 'record-discussion', outcome };
}
