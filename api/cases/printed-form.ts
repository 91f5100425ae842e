import { z } from 'zod';
import { localDate } from '../../domain/time/zone.js';
import { outsidePaper, type OutsidePaper, type PrintedForm } from '../contracts/forms.js';
import type { Deps } from '../deps.js';
import { notFound } from '../http/problem.js';
import type { SeenCase } from './find-case.js';
import { readAct, readChild, type ChildRow } from './form-facts.js';
import { showingForm } from './outside-form.js';
import { readWords } from './words.js';

/** A copy as any release wrote it: what was not asked for yet when it was printed, nobody had said. */
const kept = z.object({
  ...outsidePaper.shape,
  withoutConsentGround: outsidePaper.shape.withoutConsentGround.default(null),
  hopedSupport: outsidePaper.shape.hopedSupport.default(null),
  siblings: outsidePaper.shape.siblings.default(null),
  household: outsidePaper.shape.household.default(null),
  whereabouts: outsidePaper.shape.whereabouts.default(null),
  immediateDanger: outsidePaper.shape.immediateDanger.default(null),
  interpreter: outsidePaper.shape.interpreter.default(null),
  // It was not asked, so the paper did not say either that nobody had said it.
  unsaid: outsidePaper.shape.unsaid.default([]),
});

/** Whether an address is protected today of somebody whom the paper names without saying so. */
function protectedSince({ child, guardians }: OutsidePaper, today: ChildRow): boolean {
  if (today.address_protected && !child.addressProtected) return true;
  const hidden = new Set((today.guardians ?? []).flatMap((it) => (it.address_protected ? [it.name] : [])));
  return guardians.some((it) => hidden.has(it.name) && !it.addressProtected);
}

/**
 * What was printed of an act, as it was on the paper: nothing of it is read from the record or the directory of
 * today. For whoever may see the form itself. 404 for a printing that the act does not have.
 */
export async function readPrintedForm(
  deps: Deps,
  seen: SeenCase,
  { actId, number }: { readonly actId: string; readonly number: number },
): Promise<PrintedForm> {
  showingForm(actId)(seen);
  const { state, rules } = seen;
  const record = await readAct(deps.pool, state.caseId, actId);
  const print = record?.printed.find((it) => it.number === number);
  if (print === undefined) throw notFound();
  const { copy, ...printing } = print;
  const words = (await readWords(deps, state.caseId, [copy.textId])).get(copy.textId);
  if (words === undefined) return { ...printing, paper: null, protectedSince: false };
  const paper = kept.parse(JSON.parse(words));
  const child = await readChild(deps.pool, state.learnerId, localDate(rules.calendar.zone, deps.now()));
  return { ...printing, paper, protectedSince: protectedSince(paper, child) };
}
