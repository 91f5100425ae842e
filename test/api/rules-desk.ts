import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { DeadlineAnswer } from '../../api/contracts/deadlines.js';
import type { PolicyVersionDetailAnswer } from '../../api/contracts/policies.js';
import { parseDate, type CivilDate } from '../../domain/time/civil-date.js';
import { signIn, type Got, type SignedIn } from './door.js';
import { calendarFile, openSchool, policyFile, type OwnSchool } from './own-school.js';

export type Kind = 'policies' | 'calendars';
export const keyed = (key: string = randomUUID()) => ({ headers: { 'idempotency-key': key } });

function mustSucceed({ status, text }: Got): void {
  expect([status, text]).toEqual([200, text]);
}

/** The desk of an administrator, and of a psychologist who reads what comes of it. */
export class RulesDesk {
  readonly admin: SignedIn;
  readonly psychologist: SignedIn;
  readonly today: CivilDate;

  private constructor(admin: SignedIn, psychologist: SignedIn, today: CivilDate) {
    this.admin = admin;
    this.psychologist = psychologist;
    this.today = today;
  }

  static async open(): Promise<RulesDesk> {
    const admin = await signIn('administrator');
    const { body } = await admin.get<{ today: string }>('/api/v1/me');
    return new RulesDesk(admin, await signIn('psychologist'), parseDate(body.today));
  }

  draft(kind: Kind, name: string, body: object, key?: string): Promise<Got<PolicyVersionDetailAnswer>> {
    return this.admin.post(`/api/v1/${kind}/${name}/versions`, { body, ...keyed(key) });
  }

  act(
    kind: Kind,
    name: string,
    id: string,
    what: 'validate' | 'publish',
  ): Promise<Got<PolicyVersionDetailAnswer>> {
    return this.admin.post(`/api/v1/${kind}/${name}/versions/${id}/${what}`, keyed());
  }

  /** All three steps; each must succeed. */
  async publish(kind: Kind, name: string, body: object): Promise<PolicyVersionDetailAnswer> {
    const { body: kept } = await this.draft(kind, name, body);
    mustSucceed(await this.act(kind, name, kept.id, 'validate'));
    const got = await this.act(kind, name, kept.id, 'publish');
    mustSucceed(got);
    return got.body;
  }

  /** A school of its own under a policy and a calendar that hold from today. */
  async openOwnSchool(): Promise<OwnSchool> {
    const school = await openSchool();
    await this.publish('policies', school.name, { content: policyFile(school.name) });
    await this.publish('calendars', school.name, { content: calendarFile(school.name, this.today) });
    return school;
  }

  async preview(rule: string, school: OwnSchool, from: string = this.today): Promise<DeadlineAnswer> {
    const path = `/api/v1/deadlines?rule=${rule}&school=${school.id}&from=${from}`;
    return (await this.psychologist.get<DeadlineAnswer>(path)).body;
  }
}
