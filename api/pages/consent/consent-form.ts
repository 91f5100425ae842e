import type { ConsentItem } from '../../../domain/codes.js';
import type { Answer } from '../../links/answers.js';
import type { AskedMember } from './asked.js';

/** Names of the fields of one member: one yes or no of its own for each thing that is asked. */
export function memberField(id: string): string {
  return `m-${id}`;
}
export function itemField(id: string, item: ConsentItem): string {
  return `m-${id}-${item}`;
}

/** What is missing of an answer, and where. */
export interface Missing {
  readonly field: string;
  readonly code: 'member' | 'item' | 'nothing';
  readonly member: AskedMember;
  readonly item?: ConsentItem;
}

type Said = 'yes' | 'no' | null;

/** Reads what was chosen, as it was sent; nothing is ever chosen beforehand. */
export function chosen(body: Readonly<Record<string, unknown>>, field: string): Said {
  const value = body[field];
  return value === 'yes' || value === 'no' ? value : null;
}

function answerOf(
  body: Readonly<Record<string, unknown>>,
  member: AskedMember,
): { readonly answer: Answer | null; readonly missing: readonly Missing[] } {
  const { id: memberId, items } = member;
  const field = memberField(memberId);
  const said = chosen(body, field);
  if (said === null) return { answer: null, missing: [{ field, code: 'member', member }] };
  if (said === 'no') return { answer: { memberId, answer: 'refused' }, missing: [] };
  if (items.length === 0) return { answer: { memberId, answer: 'given' }, missing: [] };
  const missing = items
    .filter((item) => chosen(body, itemField(memberId, item)) === null)
    .map((item): Missing => ({ field: itemField(memberId, item), code: 'item', member, item }));
  if (missing.length > 0) return { answer: null, missing };
  const agreed = items.filter((item) => chosen(body, itemField(memberId, item)) === 'yes');
  // Nothing may be told: that is no agreement to somebody from outside, and no partial one either.
  if (agreed.length === 0) return { answer: null, missing: [{ field, code: 'nothing', member }] };
  const answer = agreed.length === items.length ? 'given' : 'partly';
  return { answer: { memberId, answer, items: agreed }, missing: [] };
}

/** The answers of a form, or what is missing of them. */
export function checkAnswers(
  body: Readonly<Record<string, unknown>>,
  members: readonly AskedMember[],
): { readonly answers: readonly Answer[]; readonly missing: readonly Missing[] } {
  const all = members.map((member) => answerOf(body, member));
  return {
    answers: all.flatMap(({ answer }) => (answer === null ? [] : [answer])),
    missing: all.flatMap(({ missing }) => missing),
  };
}
