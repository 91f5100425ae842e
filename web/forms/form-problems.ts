import type { TFunction } from 'i18next';
import type { FieldErrors, FieldValues, UseFormSetError, FieldPath } from 'react-hook-form';
import type { FieldProblem } from '../components/error-summary.js';
import { Refused } from '../http/problem.js';
import { asErrorKey, fieldId } from './form-field.js';
import type { ErrorKey } from './checks.js';

function leaves(errors: object, path: string, found: [string, string | undefined][]): void {
  if ('message' in errors && typeof errors.message === 'string') {
    found.push([path, errors.message]);
    return;
  }
  for (const [name, inner] of Object.entries(errors)) {
    if (name === 'ref' || name === 'types' || typeof inner !== 'object' || inner === null) continue;
    leaves(inner, path === '' ? name : `${path}.${name}`, found);
  }
}

/** Errors of a form as lines of the summary, each leading to its field. */
export function fieldProblems<I extends FieldValues>(t: TFunction, errors: FieldErrors<I>): FieldProblem[] {
  const found: [string, string | undefined][] = [];
  leaves(errors, '', found);
  return found.map(([name, message]) => ({ fieldId: fieldId(name), text: t(asErrorKey(message)) }));
}

const KNOWN: Readonly<Record<string, ErrorKey>> = {
  'too-long': 'fieldError.too-long',
  'too-many': 'fieldError.too-many',
  'too-long-ago': 'fieldError.too-long-ago',
  'control-character': 'fieldError.control-character',
};

/** Puts what the server found wrong beside its field, where the form has that field. */
export function placeServerErrors<I extends FieldValues>(
  error: unknown,
  names: readonly string[],
  setError: UseFormSetError<I>,
): void {
  if (!(error instanceof Refused)) return;
  for (const { path, code } of error.problem.errors ?? []) {
    const name = path.replace(/^[/.]/, '').replaceAll('/', '.');
    if (!names.includes(name.split('.')[0] ?? '')) continue;
    // The name is one of the form's own, checked on the line above.
    setError(name as FieldPath<I>, { type: 'server', message: KNOWN[code] ?? 'fieldError.other' });
  }
}
