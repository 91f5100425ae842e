import type { ConsentAnswer } from './commands.js';
import type { Member } from './state.js';

export type { ConsentAnswer } from './commands.js';
export type FamilyAnswer = Member['answers'][number];

/**
 * Where the answers of several people leave a member: the latest of each person counts, one refusal among them is
 * a refusal, one limit among them limits (OHL 19 §; the more careful reading until issue B asks both guardians).
 */
export function consentOf(answers: readonly FamilyAnswer[]): ConsentAnswer {
  const latest = new Map(answers.map((a) => [a.by, a.answer]));
  const given = [...latest.values()];
  if (given.includes('refused')) return 'refused';
  return given.includes('partly') ? 'partly' : 'given';
}

/** True when this person is a member by consent now. */
export function isMember(members: readonly Member[], personId: string): boolean {
  return members.some((m) => m.personId === personId && (m.consent === 'given' || m.consent === 'partly'));
}
