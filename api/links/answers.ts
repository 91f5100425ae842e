import type { ConsentItem, IdentityLevel } from '../../domain/codes.js';
import type { AnswerEvidence, ConsentAnswer } from '../../domain/commands.js';
import { isConsented } from '../../domain/consent.js';
import type { Member } from '../../domain/state.js';
import { consentLanguage } from '../../policies/consent-texts.js';
import type { Deps } from '../deps.js';
import type { FoundLink } from './find-link.js';
import { giveAsAsked, type Said } from './give-as-asked.js';
import type { SecondFactor } from './new-links.js';
import { readSaidBefore, type AnswerEvent } from './said-before.js';

/** One person's answer about one member. */
export interface Answer {
  readonly memberId: string;
  readonly answer: ConsentAnswer;
  /** What may be told, where that was asked. */
  readonly items?: readonly ConsentItem[];
}

const IDENTITY: Readonly<Record<SecondFactor, IdentityLevel>> = {
  none: 'link',
  'staff-code': 'link-and-staff-code',
  'text-code': 'link-and-text-code',
};

/** What an answer rests on: the words that were shown, in which language, and how sure it is who answered. */
export function evidenceOf(link: FoundLink, language: string): AnswerEvidence {
  const { code, version } = consentLanguage(language);
  return { linkId: link.id, textVersion: version, language: code, identity: IDENTITY[link.secondFactor] };
}

/** The last answer of the person who was asked about a member; null when there is none that counts. */
export function lastAnswer(member: Member, { personId }: Pick<FoundLink, 'personId'>): ConsentAnswer | null {
  return member.answers.findLast((it) => it.by === personId)?.answer ?? null;
}

/** The members a link asks about, as they stand now. */
export function membersOf({ state, memberIds, personId }: FoundLink): readonly Member[] {
  return (state?.members ?? []).filter((m) => memberIds.includes(m.id) && m.askedOf?.includes(personId));
}

function isSameChoice(one: readonly ConsentItem[] = [], other: readonly ConsentItem[] = []): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}

/** Whether a partial yes chooses what the person chose the last time, and what stands now. */
function isChosenAgain(
  items: Answer['items'],
  member: Member,
  { personId }: FoundLink,
  before: AnswerEvent | null,
): boolean {
  const chosen = before?.type === 'consent-recorded' ? before.data.items : undefined;
  // Before core 7 what was agreed to stands with the member, not with who agreed.
  const standing = member.answers.findLast((it) => it.by === personId)?.items ?? member.items;
  return isSameChoice(items, chosen) && isSameChoice(items, standing);
}

/** What an answer does to what stands. */
function effectOf(
  { answer, items }: Answer,
  member: Member,
  link: FoundLink,
  before: AnswerEvent | null,
): 'nothing' | 'take-back' | 'record' {
  const last = lastAnswer(member, link);
  if (answer === 'refused') {
    if (last !== null && last !== 'refused' && isConsented(member.consent)) return 'take-back';
    // Taken back by the same person is their no, also where the case keeps no answer of it.
    if (before?.type === 'consent-withdrawn' && member.consent === 'withdrawn') return 'nothing';
  }
  if (answer !== last) return 'record';
  return answer === 'partly' && !isChosenAgain(items, member, link, before) ? 'record' : 'nothing';
}

/**
 * Records what was answered, member by member.
 *
 * 1. What says the same as before is not said again; another choice of items is another answer.
 * 2. A yes that stood and becomes a no is a consent taken back: everything ends with it at once (OHL 19 §).
 * 3. Broken off in the middle, the same page sent again records what is missing and nothing twice.
 * 4. An old page that says again what was changed since is a new answer: what the receipt says is what stands.
 */
export async function giveAnswers(
  deps: Deps,
  link: FoundLink,
  answers: readonly Answer[],
  on: { readonly language: string; readonly nonce: string },
): Promise<void> {
  const evidence = evidenceOf(link, on.language);
  const byRole = link.personId === link.state?.learnerId ? ('learner' as const) : ('guardian' as const);
  const who = { by: link.personId, byRole, way: 'link', evidence } as const;
  const before = await readSaidBefore(deps.pool, link);
  const back: string[] = [];
  const said: Said[] = [];
  for (const member of membersOf(link)) {
    const given = answers.find((it) => it.memberId === member.id);
    if (given === undefined) continue;
    const { memberId, answer, items } = given;
    const effect = effectOf(given, member, link, before.about(memberId));
    if (effect === 'take-back') back.push(memberId);
    if (effect === 'record') {
      const data = { ...who, memberId, answer, ...(items === undefined ? {} : { items }) };
      said.push({ type: 'record-consent', data });
    }
  }
  if (back.length > 0) said.push({ type: 'withdraw-consent', data: { ...who, memberIds: back } });
  for (const one of said) {
    const [about, follows] =
      one.type === 'record-consent'
        ? [one.data.memberId, before.lastAbout([one.data.memberId])]
        : [one.type, before.lastAbout(back)];
    // One after the other: each is decided on what the one before has left.
    await giveAsAsked(deps, link, one, { nonce: on.nonce, about, follows });
  }
  await deps.pool.query(
    `UPDATE consent_link SET state = 'spent', answered_at = $2 WHERE id = $1 AND state IN ('open', 'spent')`,
    [link.id, new Date(deps.now())],
  );
}

/** Whoever asked gets a task: somebody wants to talk first. Wished for already, it stays one task. */
export async function wishToTalk(
  deps: Deps,
  link: FoundLink,
  on: { readonly language: string; readonly nonce: string },
): Promise<void> {
  const waits = link.state?.duties.some(
    (it) => it.kind === 'talk-first' && it.status === 'open' && it.about?.id === link.personId,
  );
  if (waits === true) return;
  const data = { by: link.personId, toId: link.madeBy, evidence: evidenceOf(link, on.language) };
  // After a talk that was had, the same page wishes for another one.
  const follows = (await readSaidBefore(deps.pool, link)).lastTalk();
  await giveAsAsked(deps, link, { type: 'want-talk', data }, { nonce: on.nonce, about: 'talk', follows });
}
