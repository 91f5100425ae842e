import { annexOf, goesByHand, noPartOf } from '../../domain/annex.js';
import type { Response } from '../../domain/codes.js';
import type { Duty } from '../../domain/duties.js';
import { missingParts } from '../../domain/report.js';
import { EXPECTATIONS, type Rules } from '../../domain/rules.js';
import type { CaseState } from '../../domain/state.js';
import { whyWaitedFor } from '../../domain/unreached.js';
import { agreedItems, transferConsentOf } from '../../domain/transfer-consent.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type {
  ExpectationAnswer,
  FamilyAnswer,
  OutsideActAnswer,
  PlansAnswer,
  ReportAnswer,
} from '../contracts/annex.js';
import { basisFor } from '../rules/basis.js';
import type { SeenCase } from './find-case.js';
import { statusOf } from './present-duty.js';

/** Words by text id; empty for those who may not read texts. */
export type Words = ReadonlyMap<string, string>;

/** `{[name]: words}` when they may be read and are still there. */
export function said<N extends string>(name: N, textId: string | null, words: Words): { [K in N]?: string } {
  const none: { [K in N]?: string } = {};
  const text = textId === null ? undefined : words.get(textId);
  return text === undefined ? none : { ...none, [name]: text };
}

/** Ids of all words that stand in the branches of a case. */
export function wordsOf(state: CaseState): string[] {
  const annex = annexOf(state);
  const ids = [
    ...state.actions.map((it) => it.textId),
    ...state.members.map((it) => it.external?.nameTextId ?? null),
    ...annex.entries.map((it) => it.textId),
    ...annex.returnSteps.map((it) => it.textId),
    ...annex.situation.map((it) => it.textId),
  ];
  return ids.filter((id) => id !== null);
}

export function presentReport(state: CaseState, rules: Rules, words: Words): ReportAnswer {
  return {
    home: rules.reportHome ?? 'rinnalla',
    entries: annexOf(state).entries.map(({ textId, publishedTo, ...it }) => ({
      ...it,
      ...said('text', textId, words),
      publishedTo: [...publishedTo],
    })),
    missing: [...missingParts(state)],
  };
}

function transfersOf(state: CaseState, schools: ReadonlyMap<string, string>): PlansAnswer['transfers'] {
  return annexOf(state).transfers.map((transfer) => {
    const { answers: _answers, ...it } = transfer;
    const toUnitName = it.toUnitId === null ? undefined : schools.get(it.toUnitId);
    const answered = {
      consent: transferConsentOf(state, transfer),
      items: [...agreedItems(state, transfer)],
    };
    return { ...it, ...answered, ...(toUnitName === undefined ? {} : { toUnitName }) };
  });
}

export function presentPlans(
  state: CaseState,
  words: Words,
  schools: ReadonlyMap<string, string>,
): PlansAnswer {
  const annex = annexOf(state);
  return {
    turns: annex.turns.map((it) => ({ ...it })),
    returnSteps: annex.returnSteps.map(({ textId, ...it }) => ({ ...it, ...said('what', textId, words) })),
    transfers: transfersOf(state, schools),
    contactWays: annex.contactWays.map((it) => ({
      ...it,
      channels: [...it.channels],
      never: [...it.never],
    })),
    situation: annex.situation.map(({ textId, ...it }) => ({ ...it, ...said('text', textId, words) })),
    division: annex.division.map((it) => ({ ...it })),
  };
}

export function presentFamily(state: CaseState): FamilyAnswer {
  const { family, isAdult, capacity, prohibitions } = annexOf(state);
  return {
    adultOn: family?.adultOn ?? null,
    isAdult,
    prePrimary: family?.prePrimary ?? false,
    addressProtected: family?.addressProtected ?? false,
    byHand: goesByHand(state),
    capacity,
    guardians: (family?.guardians ?? []).map((it) => ({
      ...it,
      noPart: noPartOf(state, it.personId),
      dispensable: whyWaitedFor(state, it.personId) === null,
    })),
    prohibitions: prohibitions.map((it) => ({ ...it })),
  };
}

/** What became of what the other side owed, by duty. */
export type Responses = ReadonlyMap<string, { readonly response: Response; readonly on: CivilDate }>;

function expectation(
  { rules, names }: Pick<SeenCase, 'rules' | 'names'>,
  duty: Duty,
  responses: Responses,
  today: CivilDate,
): ExpectationAnswer {
  const answered = responses.get(duty.id);
  return {
    dutyId: names.nameOf(duty.id),
    kind: duty.kind,
    rule: duty.rule,
    basis: basisFor(duty.rule, rules.policy),
    expectedOn: duty.dueOn,
    status: statusOf(duty),
    // What the other side owes is never late here: its day passes.
    passed: duty.status === 'open' && duty.dueOn !== null && duty.dueOn < today,
    response: answered?.response ?? null,
    respondedOn: answered?.on ?? null,
  };
}

/** True when something was expected of the other side and is not any more: then the log knows what was answered. */
export function wasAnswered({ duties }: CaseState): boolean {
  return duties.some((duty) => EXPECTATIONS.has(duty.kind) && duty.status === 'done');
}

export function presentActs(
  seen: Pick<SeenCase, 'state' | 'rules' | 'names'>,
  { responses, today }: { readonly responses: Responses; readonly today: CivilDate },
): OutsideActAnswer[] {
  const { state } = seen;
  return state.acts.map(({ togetherWith, ...act }) => ({
    ...act,
    ...(togetherWith ? { togetherWith: [...togetherWith] } : {}),
    has: { ...act.has },
    expectations: state.duties
      .filter((duty) => EXPECTATIONS.has(duty.kind) && duty.about?.of === 'act' && duty.about.id === act.id)
      .map((duty) => expectation(seen, duty, responses, today)),
  }));
}
