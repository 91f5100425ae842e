import type {
  AnyCommand,
  Asking,
  CommandData,
  ContactDetails,
  OutsideDetails,
  ProposedMember,
} from '../../domain/commands.js';
import type { FamilyFacts } from '../../domain/branch-commands.js';
import type { CaseId, CommandId, PersonId, UnitId } from '../../domain/ids.js';
import type { Actor } from '../../domain/people.js';
import type { Rules } from '../../domain/rules.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type { Instant } from '../../domain/time/instant.js';
import type { CaseCommandRequest } from '../contracts/commands.js';
import type { NewLink } from '../links/new-links.js';
import type { Sealer } from './sealing.js';

/** What every command carries, known before its data. */
export interface Envelope {
  readonly id: CommandId;
  readonly caseId: CaseId;
  readonly receivedAt: Instant;
  readonly happenedOn: CivilDate;
  readonly actor: Actor;
  readonly named: AnyCommand['named'];
  readonly posts?: NonNullable<AnyCommand['posts']>;
}

/** What the service adds to a concern. */
export interface RaiseAdditions {
  readonly ref: string;
  readonly schoolId: UnitId;
  readonly responsible: CommandData['raise-concern']['responsible'];
  readonly family: FamilyFacts;
}

/** What the service adds to a command on a case that exists: null where the command does not need it. */
export interface Additions {
  /** The coordinator who answers if nobody takes a hand-over. */
  readonly fallbackId: PersonId | null;
  /** The rule set of the school a correction moves the case to. */
  readonly rules: Rules | null;
  /** What stands on the form that was printed. */
  readonly copy: string | null;
  /** Members from outside who are invited, as they were proposed. */
  readonly externals: ReadonlyMap<string, NonNullable<ProposedMember['external']>>;
  /** How a question about consent goes out, and the links that are born with it. */
  readonly asking: Asking | null;
  readonly links: readonly NewLink[];
  /** How long a case that is opened in an emergency stays open, and who reviews it. */
  readonly glass: Pick<CommandData['break-glass'], 'minutes' | 'reviewerId' | 'reviewerSide'> | null;
}

export type Of<T extends CaseCommandRequest['type']> = Extract<CaseCommandRequest, { type: T }>;

/** One composer per command: what a request says, as the engine gets it. Words go into the sealer. */
export type Composers<T extends CaseCommandRequest['type'] = CaseCommandRequest['type']> = {
  readonly [K in T]: (said: Of<K>, sealer: Sealer, add: Additions) => CommandData[K];
};

/** What a request says besides the envelope. */
export function saying<T extends { type: string; happenedOn?: CivilDate }>(
  request: T,
): Omit<T, 'type' | 'happenedOn'> {
  const { type: _type, happenedOn: _on, ...said } = request;
  return said;
}

/** The details of an act towards the outside, its words sealed. */
export function outsideDetails(
  details: Of<'complete-outside-act'>['details'],
  sealer: Sealer,
): OutsideDetails & ContactDetails {
  const { hopedSupport, measuresTried, homeCooperation, siblings, household, whereabouts, ...rest } = details;
  return {
    ...rest,
    ...sealer.optional('hopedSupport', hopedSupport),
    ...sealer.optional('siblings', siblings),
    ...sealer.optional('household', household),
    ...sealer.optional('whereabouts', whereabouts),
    ...sealer.optional('measuresTried', measuresTried),
    ...sealer.optional('homeCooperation', homeCooperation),
  };
}

/** `note` sealed, the rest as it was said. */
export function withNote<T extends { type: string; happenedOn?: CivilDate; note?: string }>(
  request: T,
  sealer: Sealer,
) {
  const { note, ...rest } = saying(request);
  return { ...rest, ...sealer.optional('note', note) };
}
