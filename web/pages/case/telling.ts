import type { TFunction } from 'i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { CaseEventAnswer, EventList } from '../../../api/contracts/events.js';
import type { AnswerEvidence } from '../../../domain/commands.js';
import type { CaseEvent } from '../../../domain/events.js';
import { isolated } from '../../language/isolated.js';
import type { Format } from '../../language/use-format.js';
import { nameIn } from './name-in.js';

/** With what an event of the log is told. */
export interface Telling {
  readonly t: TFunction;
  readonly format: Format;
  readonly view: Pick<CaseAnswer, 'people' | 'members' | 'duties'>;
  readonly texts: EventList['texts'];
}

/** An event as the core knows it, as far as it is told. */
export type KnownEvent = Pick<CaseEvent, 'type' | 'data'>;

/**
 * The event as the core knows it: same release, same origin. The contract carries `data` as plain JSON; it is the
 * event's own (domain/events.ts), with dates and ids as strings and a text as `{textId}`.
 */
export function asKnown(event: CaseEventAnswer): CaseEvent {
  return event as unknown as CaseEvent;
}

/** Name of somebody; empty when the viewer may not know it. */
export function named({ view }: Telling, id: string | null | undefined): string {
  return nameIn(view, id);
}

/** Names of several, without those the viewer may not know. */
export function namesOf(telling: Telling, ids: readonly string[]): string {
  return ids
    .map((id) => named(telling, id))
    .filter(Boolean)
    .join(', ');
}

/** The words of a text; empty when the viewer may not read them, or they were erased. */
export function worded({ texts }: Telling, text: { readonly textId: string } | undefined): string {
  return (text && texts?.[text.textId]) ?? '';
}

/** Name of a member of the group. */
export function ofMember(telling: Telling, memberId: string): string {
  return named(telling, telling.view.members?.find((member) => member.id === memberId)?.personId);
}

/** What an answer by link rests on: how sure it is who answered, and which words were shown. */
export function restedOn({ t }: Telling, evidence: AnswerEvidence | undefined): string {
  if (evidence === undefined) return '';
  return [t(`consents.identity.${evidence.identity}`), isolated(evidence.textVersion)].join(' · ');
}
