import { createContext, useContext } from 'react';
import type { RequestSource, Topic } from '../../../domain/commands.js';

/** A learner as chosen: enough to ask the rest without asking the server again. */
export interface DraftLearner {
  readonly id: string;
  readonly name: string;
  readonly class: string;
  readonly schoolId: string;
  readonly schoolName: string;
}

/** Answers so far. They live in this page's memory only: nothing about a learner is kept in the browser. */
export interface Draft {
  readonly learner?: DraftLearner;
  readonly request?: {
    readonly source: RequestSource;
    readonly requestedOn: string;
    readonly urgent: boolean;
  };
  readonly topic?: { readonly topic: Topic; readonly description: string };
  readonly discussedWith?: readonly ('learner' | 'guardian')[];
  readonly responsible?: { readonly county: string; readonly school: string };
}

/** The pages of the form, in order; each is an address. */
export const STEPS = [
  'ennen',
  'oppija',
  'pyynto',
  'aihe',
  'keskusteltu',
  'vastuu',
  'tarkista',
  'valmis',
] as const;
export type Step = (typeof STEPS)[number];

export function isStep(text: string): text is Step {
  return STEPS.some((step) => step === text);
}

/** Questions are numbered without the page before them and the ones after. */
export const QUESTIONS = 6;

/** The first page whose answer is missing: nobody gets past it by address. */
export function firstOpenStep(draft: Draft): Step {
  if (!draft.learner) return 'oppija';
  if (!draft.request) return 'pyynto';
  if (!draft.topic) return 'aihe';
  if (!draft.discussedWith) return 'keskusteltu';
  return draft.responsible ? 'tarkista' : 'vastuu';
}

export interface DraftHold {
  readonly draft: Draft;
  readonly set: (part: Draft) => void;
  readonly clear: () => void;
}

export const DraftContext = createContext<DraftHold | null>(null);

export function useDraft(): DraftHold {
  const hold = useContext(DraftContext);
  if (!hold) throw new Error('the pages of the form lie inside its frame');
  return hold;
}
