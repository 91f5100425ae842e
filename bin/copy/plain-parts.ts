import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { CaseEventAnswer } from '../../api/contracts/events.js';
import type { CaseState } from '../../domain/state.js';

/** The case without what is meant for those who work on it, and what stands in the copy by itself. */
export type CopyRecord = Omit<
  CaseAnswer,
  | 'commands'
  | 'sections'
  | 'version'
  | 'late'
  | 'today'
  | 'nextStep'
  | 'addressees'
  | 'handovers'
  | 'disclosures'
  | 'family'
  | 'glasses'
  | 'people'
>;

/** New numbers for promises and acts, by the old ones: a gap would tell that something is withheld. */
export type Numbers = ReadonlyMap<string, string>;

/** Numbers of what a copy gives, in the order of the case. */
export function numbersOf({ duties, acts }: Pick<CaseState, 'duties' | 'acts'>): Numbers {
  return new Map([
    ...duties.map((it, i) => [it.id, `d${i + 1}`] as const),
    ...acts.map((it, i) => [it.id, `x${i + 1}`] as const),
  ]);
}

/** What an entry carries for the engine, or as the directory's word on the family. */
const INNER: ReadonlySet<string> = new Set(['family', 'core', 'rulesId', 'disclosureId']);
const NUMBERED: ReadonlySet<string> = new Set(['dutyId', 'actId']);

/** Whom an entry says to have been invited, as far as a copy tells it. */
function invitedOf(value: unknown, isGiven: (personId: string) => boolean): unknown {
  if (!Array.isArray(value)) return value;
  return value.filter((it: unknown) => {
    const id = typeof it === 'object' && it !== null && 'personId' in it ? it.personId : null;
    return typeof id === 'string' && isGiven(id);
  });
}

/** That a crime is suspected is told to nobody who may be suspected, or may speak with whoever is. */
function withoutSuspicion(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'crimeSuspected'));
}

/** An entry of the log as a copy carries it: numbered by its place in the copy. */
export function plainEntry(
  numbers: Numbers,
  isGiven: (personId: string) => boolean,
  tellsSuspicion: boolean,
) {
  return ({ data, ...entry }: CaseEventAnswer, index: number): CaseEventAnswer => {
    const kept = Object.entries(data).filter(([key]) => !INNER.has(key));
    const renumbered = kept.map(([key, value]) => {
      if (key === 'invitedFamily') return [key, invitedOf(value, isGiven)];
      if (key === 'details' && !tellsSuspicion) return [key, withoutSuspicion(value)];
      return [key, NUMBERED.has(key) && typeof value === 'string' ? (numbers.get(value) ?? null) : value];
    });
    return { ...entry, seq: index + 1, data: Object.fromEntries(renumbered) as Record<string, unknown> };
  };
}

/** The case as a copy carries it. */
export function plainRecord(answer: CaseAnswer, numbers: Numbers): CopyRecord {
  const { commands: _commands, sections: _sections, version: _version, late: _late, ...some } = answer;
  const { today: _today, nextStep: _next, addressees: _to, handovers: _handovers, ...less } = some;
  const { disclosures: _given, family: _family, glasses: _glasses, people: _people, ...record } = less;
  const renamed = (id: string): string => numbers.get(id) ?? '';
  return {
    ...record,
    ...(record.acts
      ? {
          acts: record.acts.map((it) => ({
            ...it,
            id: renamed(it.id),
            expectations: it.expectations.map((owed) => ({ ...owed, dutyId: renamed(owed.dutyId) })),
          })),
        }
      : {}),
    ...(record.duties
      ? {
          duties: record.duties.map((it) => ({ ...it, id: renamed(it.id), about: null, nextReminder: null })),
        }
      : {}),
  };
}
