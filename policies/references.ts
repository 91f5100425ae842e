import { fault, type Fault } from './fault-codes.js';

/** Known source keys: a number may only name one of them. */
export type Sources = ReadonlySet<string>;

/** Every `source` in the data must be a known key, so that a reader can find what a number rests on. */
export function unknownSources(value: unknown, sources: Sources, path: readonly string[] = []): Fault[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): Fault[] => {
    const here = [...path, key];
    if (key === 'source' && typeof inner === 'string') {
      return sources.has(inner.trim()) ? [] : [fault(here.join('.'), 'unknown-source')];
    }
    return unknownSources(inner, sources, here);
  });
}

/** The open questions of the register (docs/policy-sources.md): Q1 to this one. */
const LAST_QUESTION = 16;

/** Every `uncertain` names a question of the register, so that a reader finds what is uncertain. */
export function unknownQuestions(value: unknown, path: readonly string[] = []): Fault[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): Fault[] => {
    const here = [...path, key];
    if (key !== 'uncertain' || typeof inner !== 'string') return unknownQuestions(inner, here);
    const number = /^Q([1-9]\d?)$/.exec(inner)?.[1];
    const isKnown = number !== undefined && Number(number) <= LAST_QUESTION;
    return isKnown ? [] : [fault(here.join('.'), 'not-a-question')];
  });
}
