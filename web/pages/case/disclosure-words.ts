import type { TFunction } from 'i18next';
import type { DisclosureAnswer } from '../../../api/contracts/annex.js';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { NamedConsent } from '../../../domain/branch-commands.js';
import type { DisclosureAsker } from '../../../domain/codes.js';
import { isolated } from '../../language/isolated.js';

/* What an entry of the list of disclosures says, in words: those that were written, else what the act itself tells. */

/** To whom: as it was written, the receiving school, or the profession whose advice was asked. */
export function recipientOf(t: TFunction, row: DisclosureAnswer): string | undefined {
  return row.recipient ?? (row.recipientRole && t(`codes.role.${row.recipientRole}`));
}

/** What was given. */
export function whatOf(t: TFunction, row: DisclosureAnswer): string | undefined {
  return row.what ?? (row.package && t(`codes.transferPackage.${row.package}`));
}

/** Why it was given. */
export function reasonOf(t: TFunction, row: DisclosureAnswer): string | undefined {
  return row.reason ?? (row.reasonCode && t(`codes.disclosureReason.${row.reasonCode}`));
}

/** Who asked for it. */
export function askedBy(
  t: TFunction,
  { who, name }: { who: DisclosureAsker; name?: string | undefined },
): string {
  return [t(`codes.disclosureAsker.${who}`), isolated(name ?? '')].filter(Boolean).join(': ');
}

/** For whom or what the consent was given that it rests on; empty when the viewer may not know. */
export function consentWords(
  t: TFunction,
  view: Pick<CaseAnswer, 'members'>,
  consent: NamedConsent | undefined,
): string {
  if (consent === undefined) return '';
  if (consent.of === 'transfer') return t('register.byTransfer');
  const name = view.members?.find(({ id }) => id === consent.id)?.external?.name;
  return name === undefined ? '' : t('register.byMember', { name: isolated(name) });
}
