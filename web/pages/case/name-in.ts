import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { isolated } from '../../language/isolated.js';

/**
 * Name of somebody in a case, as the directory knows it or, of a member from outside, as it was given here. Empty when the
 * viewer may not know it.
 */
export function nameIn(
  { people, members }: Pick<CaseAnswer, 'people' | 'members'>,
  id: string | null | undefined,
): string {
  if (!id) return '';
  const outside = members?.find((member) => member.personId === id)?.external;
  return isolated(people?.[id]?.name ?? outside?.name ?? '');
}
